import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine, drift } from '../../../shared/analysis/cosine.ts';
import { golden } from '../bert/tiny-bert.ts';

const vector = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('cosine', () => {
  it('is 1, 0 and -1 for the same direction, a right angle and the opposite', () => {
    const a = Float32Array.of(3, 4);
    expect(cosine(a, Float32Array.of(6, 8))).toBe(1);
    expect(cosine(a, Float32Array.of(-4, 3))).toBe(0);
    expect(cosine(a, Float32Array.of(-3, -4))).toBe(-1);
    expect(cosine(a, Float32Array.of(1, 0))).toBeCloseTo(0.6, 12);
  });

  it('is 0 with the zero vector', () => {
    expect(cosine(Float32Array.of(1, 2), new Float32Array(2))).toBe(0);
  });

  it('is the same both ways round, whatever the lengths, and from -1 to 1', () => {
    fc.assert(
      fc.property(vector, vector, fc.constantFrom(0.25, 8), (a, b, factor) => {
        const found = cosine(Float32Array.from(a), Float32Array.from(b));
        expect(Math.abs(found)).toBeLessThanOrEqual(1);
        expect(cosine(Float32Array.from(b), Float32Array.from(a))).toBe(found);
        const longer = Float32Array.from(a, (value) => factor * value);
        if (Math.hypot(...a) > 1e-3) expect(cosine(longer, Float32Array.from(b))).toBeCloseTo(found, 6);
      }),
    );
  });

  it('refuses vectors of different sizes', () => {
    expect(() => cosine(new Float32Array(2), new Float32Array(3))).toThrow('found 2 and 3');
  });
});

describe('drift', () => {
  it('compares every token with itself at the input', () => {
    const turned = [Float32Array.of(1, 0, 0, 2), Float32Array.of(0, 5, 0, 3), Float32Array.of(-2, 0, 3, 4)];
    const expected = [
      [1, 1],
      [0, 1],
      [-1, 0.8],
    ];
    drift(turned, 2).forEach((cosines, layer) => {
      cosines.forEach((value, token) => {
        expect(value).toBeCloseTo(expected[layer][token], 7);
      });
    });
  });

  it('of the reference hidden states begins with ones, one number a token and layer', () => {
    const { input, tensors } = golden('single');
    const states = [0, 1, 2].map((layer) => tensors[`hidden_states.${layer}`].data);
    const [first, ...later] = drift(states, 64);
    for (const value of first) expect(value).toBeCloseTo(1, 7);
    expect(later.map(({ length }) => length)).toEqual([input.inputIds.length, input.inputIds.length]);
    for (const cosines of later) expect(Math.max(...cosines)).toBeLessThan(1);
  });

  it('refuses layers of different texts, and half rows', () => {
    expect(() => drift([new Float32Array(4), new Float32Array(6)], 2)).toThrow(
      'expected 2 tokens in every layer, found 3',
    );
    expect(() => drift([new Float32Array(5)], 2)).toThrow('expected rows of 2 numbers, found 5 numbers');
  });
});
