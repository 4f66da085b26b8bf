import { describe, expect, it } from 'vitest';
import { expectClose, worstDifference } from './expect-close.ts';

describe('expectClose', () => {
  it('accepts a difference of exactly the tolerance', () => {
    expect(() => expectClose([1, 2.5], [1, 2], 0.5)).not.toThrow();
  });

  it('refuses a difference beyond the tolerance, naming the worst index and both values', () => {
    expect(() => expectClose([1, 2.1, 7], [1, 2, 3], 0.5, 'query.3')).toThrow(
      'query.3: expected 3 at [2] within 0.5, found 7: 4 apart',
    );
  });

  it('looks at every index, the first and the last included', () => {
    expect(() => expectClose([9, 0, 0], [0, 0, 0], 1)).toThrow('[0]');
    expect(() => expectClose([0, 0, -9], [0, 0, 0], 1)).toThrow('[2]');
  });

  it('refuses NaN where a number is expected, and a number where NaN is expected', () => {
    expect(() => expectClose([Number.NaN], [0], 1)).toThrow('found NaN');
    expect(() => expectClose([0, 0], [0, Number.NaN], 1)).toThrow('expected NaN at [1]');
  });

  it('takes equal infinities for equal, opposite ones not', () => {
    expect(() => expectClose([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY], 0)).not.toThrow();
    expect(() => expectClose([Number.NEGATIVE_INFINITY], [Number.POSITIVE_INFINITY], 1e9)).toThrow('found -Infinity');
  });

  it('refuses lists of different lengths, and empty ones', () => {
    expect(() => expectClose([1, 2], [1], 1)).toThrow('expected 1 numbers (at least one), found 2');
    expect(() => expectClose([], [], 1)).toThrow('expected 0 numbers (at least one), found 0');
  });
});

describe('worstDifference', () => {
  it('returns the largest difference and where it is', () => {
    expect(worstDifference(Float32Array.of(1, 2, 3), [1, 4, 3.5])).toEqual({
      difference: 2,
      index: 1,
      actual: 2,
      expected: 4,
    });
  });
});
