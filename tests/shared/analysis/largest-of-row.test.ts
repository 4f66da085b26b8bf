import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptPerRow, largestOfRows, sparseRows } from '../../../shared/analysis/largest-of-row.ts';

const row = (n: number) => fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n });
const matrix = fc.integer({ min: 1, max: 9 }).chain((n) => fc.tuple(fc.constant(n), row(n * n)));

/** The same by sorting. */
function sorted(weights: readonly number[], k: number, minWeight: number) {
  const order = weights.map((weight, column) => ({ weight, column })).sort((a, b) => b.weight - a.weight);
  const first = order.slice(0, k);
  const kept = first.map(({ weight }) => (weight >= minWeight ? weight : 0));
  const rest = order.filter(({ weight }, place) => place >= k || weight < minWeight);
  return { indices: first.map(({ column }) => column), kept, rest: rest.reduce((sum, { weight }) => sum + weight, 0) };
}

describe('largestOfRows', () => {
  it('keeps what sorting would put first, the earlier of equals first, and sums the others to 1e-6', () => {
    fc.assert(
      fc.property(
        matrix,
        fc.integer({ min: 1, max: 9 }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        ([n, numbers], most, min) => {
          const k = Math.min(n, most);
          const rows = sparseRows(n, k);
          const weights = Float32Array.from(numbers);
          largestOfRows(weights, n, min, rows);
          for (let from = 0; from < n; from++) {
            const expected = sorted([...weights.subarray(from * n, (from + 1) * n)], k, min);
            expect([...rows.indices.subarray(from * k, (from + 1) * k)]).toEqual(expected.indices);
            expect([...rows.weights.subarray(from * k, (from + 1) * k)]).toEqual(expected.kept);
            expect(rows.rest[from]).toBeCloseTo(expected.rest, 6);
          }
        },
      ),
    );
  });

  it('loses nothing: what is kept and the rest are the row', () => {
    const rows = sparseRows(3, 2);
    largestOfRows(Float32Array.from([0.5, 0.25, 0.25, 0.125, 0.125, 0.75, 0, 1, 0]), 3, 0.2, rows);
    expect([...rows.indices]).toEqual([0, 1, 2, 0, 1, 0]);
    expect([...rows.weights]).toEqual([0.5, 0.25, 0.75, 0, 1, 0]);
    expect([...rows.rest]).toEqual([0.25, 0.25, 0]);
  });
});

describe('keptPerRow', () => {
  it.each([
    [12, { topK: 8 }, true, 8],
    [5, { topK: 8 }, true, 5],
    [12, { minWeight: 0.3 }, true, 3],
    [12, { minWeight: 0.25 }, true, 4],
    [12, { minWeight: 1 }, true, 1],
    [12, { minWeight: 0.3, topK: 2 }, true, 2],
    [12, { minWeight: 0.3 }, false, 12],
  ])('of %i weights, with %j, sum of 1: %s, is %i', (n, sparsity, sumsToOne, expected) => {
    expect(keptPerRow(n, sparsity, sumsToOne)).toBe(expected);
  });

  it('has room for every weight that is as large, whatever the row', () => {
    const rows = fc.array(fc.float({ min: Math.fround(1e-3), max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }), (numbers, minWeight) => {
        const sum = numbers.reduce((total, number) => total + number, 0);
        const large = numbers.filter((number) => number / sum >= minWeight).length;
        expect(keptPerRow(numbers.length, { minWeight }, true)).toBeGreaterThanOrEqual(large);
      }),
    );
  });
});
