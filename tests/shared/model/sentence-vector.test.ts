import { describe, expect, it } from 'vitest';
import { base64Vector, base64Vectors, shortenVector } from '../../../shared/model/sentence-vector.ts';

describe('shortenVector', () => {
  it('brings what it keeps back to unit length', () => {
    expect([...shortenVector(Float32Array.of(3, 4, 12), 2)]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it('gives a whole vector back to the bit, where dividing by its length again would round it', () => {
    const unit = Float32Array.of(0.1, 0.2, 0.3).map((value) => value / Math.hypot(0.1, 0.2, 0.3));
    expect([...shortenVector(unit, 3)]).toEqual([...unit]);
    const uneven = Float32Array.of(1, 1e-3, 1e-7);
    expect([...shortenVector(uneven, 3)]).toEqual([...uneven]);
  });

  it('leaves a vector of zeros alone', () => {
    expect([...shortenVector(Float32Array.of(0, 0, 1), 2)]).toEqual([0, 0]);
  });

  it('cannot keep more than there is', () => {
    expect(() => shortenVector(Float32Array.of(1), 2)).toThrow('expected at most 1 dimensions, found 2');
  });
});

describe('base64Vector', () => {
  it('is float32, little-endian', () => {
    expect(base64Vector(Float32Array.of(1, -2))).toBe(Buffer.from([0, 0, 128, 63, 0, 0, 0, 192]).toString('base64'));
  });
});

describe('base64Vectors', () => {
  it.each([1, 2, 3, 4, 7])('of %i vectors is what all their numbers are as one', (count) => {
    for (const size of [1, 2, 3, 100]) {
      const vectors = Array.from({ length: count }, (_, v) => Float32Array.from({ length: size }, (_, i) => v + i / 7));
      const all = Float32Array.from(vectors.flatMap((vector) => [...vector]));
      expect([...base64Vectors(vectors, size)].join('')).toBe(base64Vector(all));
    }
  });
});
