import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankCorrelation } from '../../tools/fidelity/rank-correlation.ts';

test('is 1 for the same order, whatever the numbers, and -1 for the order backwards', () => {
  expect(rankCorrelation([1, 2, 3, 40], [0.1, 0.2, 7, 8])).toBe(1);
  expect(rankCorrelation([1, 2, 3], [3, -2, -200])).toBe(-1);
});

test("equals SciPy's spearmanr within 1e-12, equal numbers among them", () => {
  expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
  expect(rankCorrelation([3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8])).toBeCloseTo(0.19885368120992467, 12);
});

test('does not change when the numbers of a list are stretched', () => {
  const lists = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 3 });
  fc.assert(
    fc.property(lists, (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const stretched = a.map((x) => x ** 3 + 5);
      expect(rankCorrelation(stretched, b)).toEqual(rankCorrelation(a, b));
      expect(rankCorrelation(b, a)).toEqual(rankCorrelation(a, b));
    }),
  );
});

test('of lists of different lengths is refused', () => {
  expect(() => rankCorrelation([1], [1, 2])).toThrow('expected lists of one length, found 1 and 2');
});
