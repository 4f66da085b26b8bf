import { describe, expect, it } from 'vitest';
import { isFindable, offsetColumn, offsetCount, UsualWeight } from '../../../shared/analysis/usual-weight.ts';

const token = (text: string, special = false) => ({ text, special });

describe('offsetColumn', () => {
  it.each([
    [3, 3, 10],
    [3, 2, 9],
    [3, 4, 11],
    [12, 2, 0],
    [40, 2, 0],
    [0, 10, 20],
    [0, 11, 20],
  ])('from %i to %i: column %i', (from, to, column) => {
    expect(offsetColumn(from, to)).toBe(column);
  });
});

describe('isFindable', () => {
  it.each(['cat', '##ing', '[MASK]', '猫', '5', 'é'])('%s', (text) => expect(isFindable(token(text))).toBe(true));
  it.each(['.', ',', '"', '$', '—', '¿', '#'])('not %s', (text) => expect(isFindable(token(text))).toBe(false));
  it('nothing that the template added', () => expect(isFindable(token('[SEP]', true))).toBe(false));
});

describe('UsualWeight', () => {
  const [cls, a, comma, b] = [token('[CLS]', true), token('a'), token(','), token('b')];

  it('is the mean over the pairs of an offset, of all texts; special tokens and punctuation count in none', () => {
    const usual = new UsualWeight(1);
    // Rows and columns: [CLS], a, b; then [CLS], a, the comma, b.
    usual.add([cls, a, b], Float32Array.of(9, 9, 9, 9, 0.25, 0.5, 9, 0.75, 0.125));
    usual.add([cls, a, comma, b], Float32Array.of(9, 9, 9, 9, 9, 0.75, 9, 0.375, 9, 9, 9, 9, 9, 0.625, 9, 0.125));
    const at = (offset: number) => usual.means[10 + offset];
    expect([at(0), at(1), at(-1), at(2), at(-2)]).toEqual([(0.25 + 0.125 + 0.75 + 0.125) / 4, 0.5, 0.75, 0.375, 0.625]);
    expect(usual.pairs.slice(8, 13)).toEqual([1, 1, 4, 1, 1]);
    expect(at(3)).toBeNaN();
  });

  it('has a row for each head', () => {
    const usual = new UsualWeight(2);
    usual.add([a, b], Float32Array.of(0, 0.5, 0.25, 0, 0, 0.125, 1, 0));
    expect([usual.means[11], usual.means[9], usual.means[offsetCount + 11], usual.means[offsetCount + 9]]).toEqual([
      0.5, 0.25, 0.125, 1,
    ]);
  });

  it('says what is wrong with weights of another size', () => {
    expect(() => new UsualWeight(2).add([a, b], new Float32Array(4))).toThrow('expected weights [2, 2, 2], found 4');
  });
});
