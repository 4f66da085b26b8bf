import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../../shared/tokenizer/token.ts';
import { drawnValues, lensNumbers } from '../../../../../site/figures/marks/matrix/matrix-numbers.ts';
import { foldedUnits, headSquare, partOf, rowOfToken } from '../../../../../site/figures/marks/matrix/square.ts';
import { cellName, headNames } from '../../../../../site/figures/marks/matrix/square-names.ts';
import type { AttentionTrace } from '../../../../../site/model/attention-trace.ts';

const text = 'Snowboarding rocks';
const token = (part: Partial<Token>): Token => ({
  id: 1,
  text: '',
  start: 0,
  end: 0,
  special: false,
  word: 0,
  type: 0,
  ...part,
});
const tokens = [
  token({ text: '[CLS]', special: true, word: null }),
  token({ text: 'snow', start: 0, end: 4, word: 0 }),
  token({ text: '##boarding', start: 4, end: 12, word: 0 }),
  token({ text: 'rocks', start: 13, end: 18, word: 1 }),
  token({ text: '[SEP]', special: true, word: null }),
];
const trace = (attentions: Float32Array): AttentionTrace => ({
  model: 'm',
  tokens,
  layers: [3],
  heads: [5],
  attentions,
});
const place = { layer: 3, head: 5 };
const sentence = { text, pair: '' };
/** Rows of positive numbers that sum to 1. */
const rows = fc
  .array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 })
  .map((all) => Float32Array.from(all.flatMap((row) => row.map((x) => x / row.reduce((a, b) => a + b)))));

const sums = (weights: Float32Array, size: number) =>
  Array.from({ length: size }, (_, row) => weights.subarray(row * size, (row + 1) * size).reduce((a, b) => a + b, 0));

interface Looked {
  readonly words: boolean;
  readonly fold: boolean;
}

/** What the reader looks at: the part of the square that is shown, its texts, and what the matrix says of it. */
function look(of: AttentionTrace, at: { layer: number; head: number }, { words, fold }: Looked) {
  const square = headSquare(of, sentence, at, words)!;
  const shown = foldedUnits(square.units, fold);
  const names = headNames(of.holds ?? 'weight', at.layer, at.head, words);
  const numbers = lensNumbers(square, shown, of.holds ?? 'weight', names, drawnValues(square, names, 1));
  const weights = partOf(square.values, square.units.length, shown, (weight) => weight);
  return { ...square, shown, names, numbers, weights, texts: shown.rows.map((row) => square.units[row]!.text) };
}

describe('a head as the reader wants to read it', () => {
  it('is the head itself, named as the API does, where nothing is asked', () => {
    const weights = Float32Array.from({ length: 25 }, (_, index) => index);
    const head = look(trace(weights), place, { words: false, fold: false });
    expect(head.weights).toEqual(weights);
    expect(cellName(head.names.values, { row: 3, column: 1 })).toBe('attentions[3][5][3][1]');
  });

  it('sums the columns of a split word and averages its rows, so that rows still sum to 1 within 1e-6', () => {
    fc.assert(
      fc.property(rows, (weights) => {
        const head = look(trace(weights), place, { words: true, fold: false });
        expect(head.texts).toEqual(['[CLS]', 'Snowboarding', 'rocks', '[SEP]']);
        for (const sum of sums(head.weights, 4)) expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
        const expected = (weights[5 + 3]! + weights[10 + 3]!) / 2;
        expect(Math.abs(head.weights[4 + 2]! - expected)).toBeLessThan(1e-6);
        expect(cellName(head.names.values, { row: 1, column: 2 })).toBe('words(attentions[3][5])[1][2]');
      }),
    );
  });

  it('folds special tokens without renormalising: what is shown and what is folded sum to 1 within 1e-6', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (weights, words) => {
        const head = look(trace(weights), place, { words, fold: true });
        expect(head.shown.rows.some((row) => head.units[row]!.special)).toBe(false);
        expect(head.numbers.endLabel).toBe('folded');
        sums(head.weights, head.shown.rows.length).forEach((sum, row) => {
          expect(Math.abs(sum + head.numbers.end(head.shown.rows[row]!)!.share! - 1)).toBeLessThan(1e-6);
        });
      }),
    );
    const head = look(trace(new Float32Array(25).fill(0.2)), place, { words: false, fold: true });
    const [row, column] = [head.shown.rows[0]!, head.shown.columns[2]!];
    expect(head.numbers.numeral({ row, column })!.tensor).toBe('attentions[3][5][1][3]');
    expect(head.numbers.end(3)).toMatchObject({ tensor: 'sum(only(attentions[3][5][3], 0, 4))', text: '40\u00a0%' });
  });

  it('says of lengths what part of their row is folded, by their shares', () => {
    const lengths: AttentionTrace = { ...trace(new Float32Array(25).fill(3)), holds: 'norm' };
    const { numbers } = look(lengths, place, { words: false, fold: true });
    expect(numbers.end(3)).toMatchObject({
      tensor: 'sum(only(shares(attention_norms.3[5])[3], 0, 4))',
      text: '40\u00a0%',
    });
  });

  it('shows special tokens where there are no others', () => {
    const units = [0, 1].map((index) => ({ text: '[SEP]', special: true, type: 0 as const, tokens: [index] }));
    expect(foldedUnits(units, true)).toEqual({ rows: [0, 1], columns: [0, 1] });
  });

  it('finds the row of any token: that of its word, or the first where it is folded', () => {
    const weights = new Float32Array(25).fill(0.2);
    const words = look(trace(weights), place, { words: true, fold: false });
    expect([0, 1, 2, 3, 4].map((index) => rowOfToken(words.units, words.shown, index))).toEqual([0, 1, 1, 2, 3]);
    const folded = look(trace(weights), place, { words: true, fold: true });
    const textAt = (index: number) => folded.units[rowOfToken(folded.units, folded.shown, index)]!.text;
    expect([0, 3, 4].map(textAt)).toEqual(['Snowboarding', 'rocks', 'rocks']);
  });

  it('is one matrix a layer with rollout, whatever the head', () => {
    const rollout: AttentionTrace = { ...trace(new Float32Array(25).fill(0.2)), holds: 'rollout', heads: [0, 1, 2] };
    const layer = look(rollout, { layer: 3, head: 11 }, { words: false, fold: false });
    expect(cellName(layer.names.values, { row: 0, column: 1 })).toBe('rollout[3][0][1]');
    expect(layer.weights.length).toBe(25);
  });
});
