import { describe, expect, it } from 'vitest';
import { anisotropy, withoutLargestDimensions } from '../../../shared/analysis/anisotropy.ts';
import { cosine } from '../../../shared/analysis/cosine.ts';
import { row } from '../../../shared/bert/float-tensor.ts';
import { scattered } from '../bert/tiny-bert.ts';

describe('anisotropy', () => {
  it('is 1 when all vectors point the same way, 0 at right angles, -1 / (n - 1) when they balance', () => {
    expect(anisotropy(Float32Array.of(1, 2, 3, 6, 0.5, 1), 2)).toBeCloseTo(1, 6);
    expect(anisotropy(Float32Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3), 3)).toBeCloseTo(0, 7);
    expect(anisotropy(Float32Array.of(1, 0, -2, 0), 2)).toBeCloseTo(-1, 7);
  });

  it('is the mean cosine of all pairs within 1e-7', () => {
    const vectors = scattered(9, 5);
    let sum = 0;
    for (let s = 0; s < 9; s++) {
      for (let t = 0; t < s; t++) sum += cosine(row(vectors, s), row(vectors, t));
    }
    expect(Math.abs(anisotropy(vectors.data, 5) - sum / 36)).toBeLessThan(1e-7);
  });

  it('counts a zero vector as at right angles to all others', () => {
    expect(anisotropy(Float32Array.of(1, 0, 0, 0, 4, 0), 2)).toBeCloseTo(1 / 3, 7);
  });

  it('refuses a single vector', () => {
    expect(() => anisotropy(new Float32Array(5), 5)).toThrow('expected at least two vectors, found 1');
  });
});

describe('withoutLargestDimensions', () => {
  const vectors = Float32Array.of(9, 1, -3, 0, 9, -2, 3, 0);

  it('zeroes the dimensions of largest mean square, also one that is the same everywhere', () => {
    expect([...withoutLargestDimensions(vectors, 4, 1)]).toEqual([0, 1, -3, 0, 0, -2, 3, 0]);
    expect([...withoutLargestDimensions(vectors, 4, 2)]).toEqual([0, 1, 0, 0, 0, -2, 0, 0]);
  });

  it('leaves the vectors it was given as they are, and all of them at 0', () => {
    const before = [...vectors];
    expect([...withoutLargestDimensions(vectors, 4, 0)]).toEqual(before);
    withoutLargestDimensions(vectors, 4, 4);
    expect([...vectors]).toEqual(before);
  });

  it('uncovers what one large dimension hides: vectors that agree in nothing else', () => {
    expect(anisotropy(vectors, 4)).toBeGreaterThan(0.7);
    expect(anisotropy(withoutLargestDimensions(vectors, 4, 1), 4)).toBeLessThan(-0.9);
  });

  it.each([-1, 5, 0.5])('refuses to leave out %d of 4', (count) => {
    expect(() => withoutLargestDimensions(vectors, 4, count)).toThrow(
      `expected to leave out 0 to 4 dimensions, found ${count}`,
    );
  });
});
