import { expect, it } from 'vitest';
import { jensenShannon } from '../../../shared/analysis/divergence.ts';
import { addHeadDivergence } from '../../../shared/analysis/head-divergence.ts';

/** Three heads over two tokens. */
const attentions = Float32Array.of(0.5, 0.5, 1, 0, 0.25, 0.75, 1, 0, 0, 1, 0, 1);

it('is the Jensen-Shannon divergence of two heads in every row, added up; within 1e-6', () => {
  const sums = new Float64Array(9);
  addHeadDivergence(attentions, 3, sums);
  const row = (head: number, query: number) => attentions.subarray(head * 4 + query * 2, head * 4 + query * 2 + 2);
  for (const g of [0, 1, 2]) {
    for (const h of [0, 1, 2]) {
      const expected = [0, 1].reduce((sum, query) => sum + jensenShannon(row(g, query), row(h, query)), 0);
      expect(sums[g * 3 + h]).toBeCloseTo(expected, 6);
    }
  }
  expect(sums[0 * 3 + 2]).toBeGreaterThan(1);
});

it('adds to what is there', () => {
  const [once, twice] = [new Float64Array(9), new Float64Array(9)];
  addHeadDivergence(attentions, 3, once);
  addHeadDivergence(attentions, 3, twice);
  addHeadDivergence(attentions, 3, twice);
  expect([...twice]).toEqual([...once].map((value) => 2 * value));
});

it('refuses numbers that are no squares of all heads', () => {
  expect(() => addHeadDivergence(new Float32Array(10), 3, new Float64Array(9))).toThrow('expected weights [3, n, n]');
});
