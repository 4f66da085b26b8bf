import { expect, it } from 'vitest';
import { cosine } from '../../../shared/analysis/cosine.ts';
import { ownCosineName, ownSum, textOf } from '../../../site/figures/arithmetic/own-sum.ts';
import { cosineName, nearestToSum, sumsThatComeOut, sumsThatFail } from '../../../site/figures/arithmetic/word-sums.ts';
import { readWordTable } from '../../../site/first-paint/word-table.ts';

const table = await readWordTable();

it.each(sumsThatComeOut)('$from - $minus + $plus has $expected nearest in the table of the model', (sum) => {
  const { nearest, expected } = nearestToSum(sum, table, 3);
  expect(nearest[0]).toEqual(expected);
  expect(expected.word).toBe(sum.expected);
});

it.each(sumsThatFail)('$from - $minus + $plus has another word than $expected nearest', (sum) => {
  const { nearest, expected } = nearestToSum(sum, table, 3);
  expect(nearest[0]!.cosine).toBeGreaterThan(expected.cosine);
});

it("king - man + woman is nearest to king itself while the sum's own words are left in", () => {
  const { ofAll, nearest } = nearestToSum(sumsThatComeOut[0]!, table, 5);
  expect(ofAll.word).toBe('king');
  expect(nearest.map(({ word }) => word)).not.toContain('king');
});

it('the cosine with queen is that of the sum computed by hand, within 1e-6, and 0.647 within 0.01', () => {
  const { nearest } = nearestToSum(sumsThatComeOut[0]!, table, 1);
  const [king, man, woman, queen] = ['king', 'man', 'woman', 'queen'].map((word) => table.row(table.idOf(word)));
  const sum = king!.map((value, index) => value - man![index]! + woman![index]!);
  expect(Math.abs(nearest[0]!.cosine - cosine(sum, queen!))).toBeLessThan(1e-6);
  expect(Math.abs(nearest[0]!.cosine - 0.647)).toBeLessThan(0.01);
});

it('names a cosine by the rows of the table', () => {
  const row = (word: string, id: number) => ({ word, id });
  const sum = { from: row('king', 2332), minus: row('man', 2158), plus: row('woman', 2450) };
  expect(cosineName(sum, row('queen', 3035))).toBe(
    'cos(word_embeddings[2332] - word_embeddings[2158] + word_embeddings[2450], word_embeddings[3035])',
  );
});

const token = { id: 0, start: 0, end: 1, special: false, type: 0 as const };
const tokensOf = (...texts: string[]) => [
  { ...token, text: '[CLS]', special: true, word: null },
  ...texts.map((text, word) => ({ ...token, text, word })),
  { ...token, text: '[SEP]', special: true, word: null },
];
const own = { from: 'a', minus: 'b', plus: 'c', against: ['d', 'e'] };
const rows = Float32Array.from([9, 9, 2, 1, 1, 1, 0, 1, -1, 0, 3, 3, 9, 9]);

it('a sum of the reader: holds from - minus + plus against each word, the largest cosine first', () => {
  const trace = {
    tokens: tokensOf('a', 'b', 'c', 'd', 'e'),
    tensors: { 'embeddings.word': { shape: [7, 2], data: rows } },
  };
  expect(textOf(own)).toBe('a b c d e');
  expect(ownSum(trace, own).held).toEqual([
    { token: 5, word: 'e', cosine: expect.closeTo(1, 6) },
    { token: 4, word: 'd', cosine: expect.closeTo(-Math.SQRT1_2, 6) },
  ]);
  expect(ownCosineName(5)).toBe(
    'cos(embeddings.word[1] - embeddings.word[2] + embeddings.word[3], embeddings.word[5])',
  );
});

it('a sum of the reader: names the word that is cut into pieces', () => {
  const tokens = tokensOf('a', 'b', 'c', 'd', 'e');
  tokens.splice(4, 1, { ...token, text: 'd', word: 3 }, { ...token, text: '##d', word: 3 });
  const trace = { tokens, tensors: { 'embeddings.word': { shape: [8, 2], data: new Float32Array(16) } } };
  expect(() => ownSum(trace, { ...own, against: ['dd', 'e'] })).toThrow('“dd” is not one piece');
});
