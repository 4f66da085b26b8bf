import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionDivergence, jensenShannon } from '../../../shared/analysis/divergence.ts';

/** Two rows of the same length, each summing to 1. */
const rows = fc
  .integer({ min: 1, max: 12 })
  .chain((n) => fc.tuple(...[0, 1].map(() => fc.array(fc.nat(1000), { minLength: n, maxLength: n }))))
  .filter((pair) => pair.every((counts) => counts.some((count) => count > 0)))
  .map(([p, q]) => [normalised(p), normalised(q)]);

function normalised(counts: readonly number[]): Float32Array {
  const sum = counts.reduce((a, b) => a + b);
  return Float32Array.from(counts, (count) => count / sum);
}

describe('jensenShannon', () => {
  it('is 0 for equal rows and 1 bit for rows with nothing in common', () => {
    expect(jensenShannon(Float32Array.of(0.25, 0.75), Float32Array.of(0.25, 0.75))).toBe(0);
    expect(jensenShannon(Float32Array.of(0, 1, 0), Float32Array.of(0.5, 0, 0.5))).toBe(1);
  });

  it('by hand: of (1, 0) and (1/2, 1/2), 1/2 log2(4/3) + 1/4 log2(2/3) + 1/4', () => {
    const expected = Math.log2(4 / 3) / 2 + Math.log2(2 / 3) / 4 + 1 / 4;
    expect(jensenShannon(Float32Array.of(1, 0), Float32Array.of(0.5, 0.5))).toBeCloseTo(expected, 12);
  });

  it('is the same both ways round, and between 0 and 1 within 1e-6', () => {
    fc.assert(
      fc.property(rows, ([p, q]) => {
        const divergence = jensenShannon(p, q);
        expect(jensenShannon(q, p)).toBeCloseTo(divergence, 12);
        expect(divergence).toBeGreaterThanOrEqual(0);
        expect(divergence).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });

  it('refuses rows of different lengths', () => {
    expect(() => jensenShannon(new Float32Array(2), new Float32Array(3))).toThrow('found 2 and 3 numbers');
  });
});

describe('attentionDivergence', () => {
  it('of a tensor and itself is nothing, with every largest key agreeing', () => {
    const attention = Float32Array.of(0.5, 0.5, 0.25, 0.75);
    expect(attentionDivergence(attention, attention, 2)).toEqual({
      meanDivergence: 0,
      maxDivergence: 0,
      maxDifference: 0,
      p99Difference: 0,
      topAgreement: 1,
    });
  });

  it('is a mean over rows: one of two rows moved from one key to another', () => {
    const [a, b] = [Float32Array.of(1, 0, 1, 0), Float32Array.of(1, 0, 0, 1)];
    expect(attentionDivergence(a, b, 2)).toEqual({
      meanDivergence: 0.5,
      maxDivergence: 1,
      maxDifference: 1,
      p99Difference: 1,
      topAgreement: 0.5,
    });
  });

  it('leaves the largest hundredth out of p99', () => {
    const a = new Float32Array(200);
    const b = a.slice();
    b.set([1, 0.5, 0.25]);
    expect(attentionDivergence(a, b, 10)).toMatchObject({ maxDifference: 1, p99Difference: 0.25 });
    expect(attentionDivergence(a.subarray(0, 50), b.subarray(0, 50), 10).p99Difference).toBe(1);
  });

  it('counts the first of equal weights as the largest', () => {
    const a = Float32Array.of(0.5, 0.5);
    expect(attentionDivergence(a, Float32Array.of(0.75, 0.25), 2).topAgreement).toBe(1);
    expect(attentionDivergence(a, Float32Array.of(0.25, 0.75), 2).topAgreement).toBe(0);
  });

  it.each([
    [4, 6, 2, 'found 4 and 6 numbers'],
    [5, 5, 2, 'expected rows of 2, found 5 numbers'],
    [0, 0, 2, 'expected rows of 2, found 0 numbers'],
  ])('refuses %i and %i numbers in rows of %i', (a, b, n, message) => {
    expect(() => attentionDivergence(new Float32Array(a), new Float32Array(b), n)).toThrow(message);
  });
});
