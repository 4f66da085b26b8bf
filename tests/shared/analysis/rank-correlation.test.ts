import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../../shared/analysis/rank-correlation.ts';

describe('rankCorrelation', () => {
  it('is 1 for one order and -1 for the opposite, however far apart the values are', () => {
    expect(rankCorrelation([1, 2, 3, 4], [10, 11, 5000, 1e9])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3, 4], [0.4, 0.3, 0.2, -7])).toBeCloseTo(-1, 12);
  });

  it('is that of a textbook: IQ and hours of television, -29/165', () => {
    const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
    expect(rankCorrelation(iq, hours)).toBeCloseTo(-29 / 165, 12);
  });

  it('lets equal values share their places, as scipy.stats.spearmanr does', () => {
    expect(rankCorrelation([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(0.9486832980505138, 12);
    expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12);
    expect(rankCorrelation([3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8])).toBeCloseTo(0.19885368120992467, 12);
  });

  it('does not change when the numbers of a list are stretched, or the lists change places', () => {
    const number = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 3 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const stretched = a.map((x) => x ** 3 + 5);
        expect(rankCorrelation(stretched, b)).toBe(rankCorrelation(a, b));
        expect(rankCorrelation(b, a)).toBe(rankCorrelation(a, b));
      }),
    );
  });

  it('is 0 where a list is all the same', () => {
    expect(rankCorrelation([2, 2, 2], [1, 5, 3])).toBe(0);
  });

  it('refuses lists of different lengths, and single numbers', () => {
    expect(() => rankCorrelation([1, 2], [1])).toThrow('expected two lists of one length, at least 2, found 2 and 1');
    expect(() => rankCorrelation([1], [1])).toThrow('found 1 and 1');
  });
});
