import { expect, it } from 'vitest';
import { rankKeys, rankOfKey, topKeys } from '../../../../../site/figures/marks/tokens/row-ranking.ts';

const row = Float32Array.of(0.125, 0.5, 0.125, 0.25);

it('ranks keys by weight and keeps the order of the sentence among equals', () => {
  expect(rankKeys(row).map(({ key }) => key)).toEqual([1, 3, 0, 2]);
  expect(rankOfKey(row, 1)).toBe(1);
  expect(rankOfKey(row, 2)).toBe(4);
});

it('sums what is not shown, so that bars and rest make up the whole row', () => {
  const { top, others, rest } = topKeys(row, 2);
  expect(top).toEqual([
    { key: 1, weight: 0.5 },
    { key: 3, weight: 0.25 },
  ]);
  expect([others, rest]).toEqual([2, 0.25]);
  expect(topKeys(row, 8)).toMatchObject({ others: 0, rest: 0 });
});
