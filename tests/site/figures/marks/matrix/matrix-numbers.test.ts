import { describe, expect, it } from 'vitest';
import { lensNumbers } from '../../../../../site/figures/marks/matrix/matrix-numbers.ts';
import {
  hiddenShare,
  rowShares,
  shownUnits,
  squareOf,
  unitsOf,
} from '../../../../../site/figures/marks/matrix/square.ts';
import { tokens, weights } from '../../../playground/view-tokens.ts';

const reading = { text: 'snowboarding', pair: 'yes', tokens };

const everything = { from: 'both', to: 'both', fold: false } as const;

describe('units', () => {
  it('are tokens, or words whose columns are summed and whose rows are averaged', () => {
    const words = unitsOf(reading, true);
    expect(words.map(({ text }) => text)).toEqual(['[CLS]', 'snowboarding', '[SEP]', 'yes', '[SEP]']);
    const { values } = squareOf(weights, 6, words);
    expect(values[1]).toBeCloseTo((2 + 3) / 21, 6);
    expect(unitsOf(reading, false)).toHaveLength(6);
  });

  it('of one text of the pair, without the special ones where they are folded: the rest is counted, not renormalised', () => {
    const units = unitsOf(reading, false);
    expect(shownUnits(units, { from: 'a', to: 'b', fold: true })).toEqual({ rows: [1, 2], columns: [4] });
    expect(shownUnits(units, everything).rows).toHaveLength(6);
    expect(hiddenShare(squareOf(weights, 6, units), 1, [4])).toBeCloseTo(1 - 5 / 21, 6);
  });

  it('of a text that is no pair are shown whole, whatever part of a pair was chosen before', () => {
    const alone = unitsOf({ text: 'snowboarding', pair: '', tokens: tokens.slice(0, 4) }, false);
    for (const from of ['a', 'b'] as const) {
      expect(shownUnits(alone, { from, to: 'b', fold: false })).toEqual({ rows: [0, 1, 2, 3], columns: [0, 1, 2, 3] });
    }
  });

  it('show [MASK] where a token was replaced, in words too', () => {
    const masked = tokens.map((one, index) => (index === 4 ? { ...one, text: '[MASK]' } : one));
    expect(unitsOf({ ...reading, tokens: masked }, true)[3]!.text).toBe('[MASK]');
  });

  it('have shares of their row: weights stay as they are, lengths are divided by their sum', () => {
    expect(rowShares(weights, 6)).toEqual(weights);
    expect([...rowShares(Float32Array.of(1, 3, 0, 0), 2)]).toEqual([0.25, 0.75, 0, 0]);
  });
});

describe('the numbers of a matrix', () => {
  it('leave numerals under .01 to the readout, and say what stands elsewhere', () => {
    const units = unitsOf(reading, false);
    const square = squareOf(
      Float32Array.from({ length: 36 }, (_, index) => [0.005, 0.995, 0, 0, 0, 0][index % 6]!),
      6,
      units,
    );
    const shown = shownUnits(units, { ...everything, fold: true });
    const numbers = lensNumbers(square, shown, 'weight', { values: 'a', shares: 'a' });
    expect(numbers.numeral({ row: 1, column: 0 })).toBeUndefined();
    expect(numbers.numeral({ row: 1, column: 1 })).toMatchObject({ text: '1.0', tensor: 'a[1][1]', isDeep: true });
    expect(numbers.inWords({ row: 1, column: 1 })).toBe('from snow to snow, weight 0.995, rank 1 of 6');
    expect(numbers.readout({ row: 1, column: 1 })).toContainEqual(expect.objectContaining({ tensor: 'a[1][1]' }));
    expect(numbers.end(1)).toMatchObject({ text: '0.5\u00a0%', tensor: 'sum(only(a[1], 0, 3, 5))' });
  });
});
