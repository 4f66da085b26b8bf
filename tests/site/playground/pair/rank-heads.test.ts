import { expect, it } from 'vitest';
import { rowShares, squareOf } from '../../../../site/figures/marks/matrix/square.ts';
import type { AttentionTrace } from '../../../../site/model/attention-trace.ts';
import { columnShares, placeOfHead, rankHeads } from '../../../../site/playground/pair/rank-heads.ts';

const unit = (text: string, ...tokens: number[]) => ({ text, special: false, type: 0 as const, tokens });
const token = (text: string) => ({ id: 0, text, start: 0, end: 0, special: false, word: 0, type: 0 as const });
const tokens = ['a', 'b', '##c'].map(token);
const alone = [unit('a', 0), unit('b', 1), unit('##c', 2)];
const words = [unit('a', 0), unit('bc', 1, 2)];
/** 2 layers of 2 heads, rows of weights that sum to 1. */
const values = Float32Array.from({ length: 4 * 9 }, (_, index) => ((index * 7) % 11) + 1);
const trace: AttentionTrace = {
  model: 'bert-base-uncased',
  tokens,
  layers: [3, 4],
  heads: [0, 1],
  attentions: rowShares(values, 3),
};

it.each([
  ['tokens', alone, trace],
  ['words', words, trace],
  ['lengths of tokens', alone, { ...trace, holds: 'norm', attentions: values } as AttentionTrace],
  ['lengths of words', words, { ...trace, holds: 'norm', attentions: values } as AttentionTrace],
])('ranks the heads by what the matrix of each shows for the pair, of %s, within 1e-6', (_, units, of) => {
  const pair = { row: 1, column: 0 };
  const ranked = rankHeads(of, units, pair);
  expect(ranked.map(({ share }) => share)).toEqual(ranked.map(({ share }) => share).toSorted((a, b) => b - a));
  for (const { layer, head, share } of ranked) {
    const start = ((layer - 3) * 2 + head) * 9;
    const square = squareOf(of.attentions.slice(start, start + 9), 3, units);
    expect(share).toBeCloseTo(square.shares[units.length]!, 6);
  }
  expect(ranked).toHaveLength(4);
});

it('gives heads with the same share the same place, and a head that is not there none', () => {
  const ranked = [
    { layer: 0, head: 0, share: 0.5 },
    { layer: 0, head: 1, share: 0.2 },
    { layer: 1, head: 0, share: 0.2 },
    { layer: 1, head: 1, share: 0 },
  ];
  expect([0, 1].flatMap((layer) => [0, 1].map((head) => placeOfHead(ranked, layer, head)))).toEqual([1, 2, 2, 4]);
  expect(placeOfHead(ranked, 5, 5)).toBeUndefined();
});

it('ranks no heads of a rollout, which has none', () => {
  expect(rankHeads({ ...trace, holds: 'rollout' }, alone, { row: 0, column: 1 })).toEqual([]);
});

it('reads a column from the rows that are shown, most first', () => {
  const shares = Float32Array.from([0.1, 0.9, 0.5, 0.5]);
  expect(columnShares(shares, 2, 0, [0, 1]).map(({ row }) => row)).toEqual([1, 0]);
  expect(columnShares(shares, 2, 1, [1])).toEqual([{ row: 1, share: 0.5 }]);
});
