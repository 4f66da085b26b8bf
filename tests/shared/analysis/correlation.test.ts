import { describe, expect, it } from 'vitest';
import { correlation } from '../../../shared/analysis/correlation.ts';

describe('correlation', () => {
  it("is NumPy's corrcoef within 1e-12", () => {
    expect(correlation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8320502943378437, 12);
    expect(correlation([0.5, -1, 2, 8], [3, 3, -7, 1])).toBeCloseTo(-0.13310871701625052, 12);
  });

  it('is 1 on a rising line, -1 on a falling one, 0 where a list is all the same', () => {
    expect(correlation([1, 2, 4], [10, 20, 40])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 12);
    expect(correlation([3, 3, 3], [1, 2, 4])).toBe(0);
  });

  it('refuses lists of different lengths, and single numbers', () => {
    expect(() => correlation([1, 2], [1])).toThrow('expected two lists of one length, at least 2, found 2 and 1');
    expect(() => correlation([1], [1])).toThrow('found 1 and 1');
  });
});
