import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pooled } from '../../../shared/analysis/pooling.ts';

const states = Float32Array.of(1, 5, 3, 1, 5, 0);

describe('pooled', () => {
  it('is the mean or the largest of each number over the tokens', () => {
    expect([...pooled(states, 2, { first: 0, end: 3 }, 'mean')]).toEqual([3, 2]);
    expect([...pooled(states, 2, { first: 0, end: 3 }, 'max')]).toEqual([5, 5]);
    expect([...pooled(states, 2, { first: 1, end: 3 }, 'mean')]).toEqual([4, 0.5]);
  });

  it('of numbers below 0 has no 0 in it', () => {
    expect([...pooled(Float32Array.of(-3, -2), 1, { first: 0, end: 2 }, 'max')]).toEqual([-2]);
  });

  it('of one token is its vector, to the bit', () => {
    for (const pooling of ['mean', 'max'] as const) {
      expect([...pooled(Float32Array.of(0.1, 7e-9), 2, { first: 0, end: 1 }, pooling)]).toEqual(
        [0.1, 7e-9].map(Math.fround),
      );
    }
  });

  it('over parts side by side, each weighed by its tokens, is the mean over all of them', () => {
    const floats = fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(floats, fc.nat(), (values, at) => {
        const [tokens, cut] = [Float32Array.from(values), 1 + (at % (values.length - 1))];
        const part = (first: number, end: number) => pooled(tokens, 1, { first, end }, 'mean')[0]! * (end - first);
        const whole = pooled(tokens, 1, { first: 0, end: tokens.length }, 'mean')[0]!;
        expect((part(0, cut) + part(cut, tokens.length)) / tokens.length).toBeCloseTo(whole, 4);
      }),
    );
  });

  it.each([
    [0, 0],
    [2, 4],
    [-1, 2],
    [2, 1],
  ])('refuses the tokens %i to %i of three', (first, end) => {
    expect(() => pooled(states, 2, { first, end }, 'mean')).toThrow(
      `expected tokens of 0 to 3, found ${first} to ${end}`,
    );
  });
});
