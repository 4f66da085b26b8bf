import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { float16Bits, float16Value } from '../../../shared/tensors/float16.ts';
import { dequantizeMatrix, quantizeMatrix } from '../../../shared/weights/quantize.ts';
import { tinyBertTensor } from '../../tools/tiny-bert-folder.ts';

/** sum(i (w - w')^2) */
function loss(weights: Float32Array, restored: Float32Array, importance: (k: number) => number = () => 1): number {
  return weights.reduce((sum, weight, k) => sum + importance(k) * (weight - restored[k]) ** 2, 0);
}

/** The plain scheme: scale = max|w| / limit, rounded. */
function maxAbsQuantized(weights: Float32Array, limit: number): Float32Array {
  return weights.map((weight, k) => {
    const group = weights.subarray(k - (k % 64), k - (k % 64) + 64);
    const scale = float16Value(float16Bits(Math.max(...group.map(Math.abs)) / limit));
    return scale * Math.round(weight / scale);
  });
}

describe.each([6, 8] as const)('%i bits', (bits) => {
  const limit = 2 ** (bits - 1) - 1;
  const finite = fc.float({ min: -4, max: 4, noNaN: true });

  test('values stay within -2^(bits-1) and 2^(bits-1) - 1, and no weight moves by more than a quarter of its group maximum', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 128, maxLength: 128 }), (numbers) => {
        const weights = Float32Array.from(numbers);
        const quantized = quantizeMatrix(weights, 2, 64, bits);
        const restored = dequantizeMatrix(quantized);
        for (const value of quantized.values) expect(value).toSatisfy((v: number) => v >= -limit - 1 && v <= limit);
        for (let k = 0; k < 128; k++) {
          const group = weights.subarray(k & 64, (k & 64) + 64);
          // 2^-24 is the smallest scale that float16 has: below, everything becomes zero.
          const bound = 0.25 * Math.max(...group.map(Math.abs)) + 2 ** -24 * (limit + 1);
          expect(Math.abs(weights[k] - restored[k])).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['weights with outliers', bellShaped(64 * 256), 256],
    ['the tiny BERT', tinyBertTensor('bert.encoder.layer.0.output.dense.weight'), 128],
  ])('on %s the squared error is at most 0.98 of what max-abs scaling leaves', (_, weights, columns) => {
    const restored = dequantizeMatrix(quantizeMatrix(weights, weights.length / columns, columns, bits));
    expect(loss(weights, restored)).toBeLessThan(0.98 * loss(weights, maxAbsQuantized(weights, limit)));
  });

  test('a channel of great importance is restored more exactly than where all count the same', () => {
    const weights = bellShaped(32 * 64);
    const importance = (k: number) => (k % 64 === 5 ? 400 : 1);
    const channels = Array.from({ length: 64 }, (_, k) => importance(k));
    const weighted = dequantizeMatrix(quantizeMatrix(weights, 32, 64, bits, channels));
    const plain = dequantizeMatrix(quantizeMatrix(weights, 32, 64, bits));
    expect(loss(weights, weighted, importance)).toBeLessThan(0.9 * loss(weights, plain, importance));
  });

  test('a group of zeros has scale 0 and values 0 beside a group that has neither', () => {
    const weights = new Float32Array(128).fill(0.5, 64);
    const { values, scales } = quantizeMatrix(weights, 1, 128, bits);
    expect([scales[0], ...values.subarray(0, 64)]).toEqual(Array(65).fill(0));
    expect(float16Value(scales[1]) * values[64]).toBeCloseTo(0.5, 3);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a weight of %d is refused', (weight) => {
    const weights = new Float32Array(64);
    weights[40] = weight;
    expect(() => quantizeMatrix(weights, 1, 64, bits)).toThrow(`weights: expected finite numbers, found ${weight}`);
  });

  test('weights too great for a float16 scale are refused', () => {
    expect(() => quantizeMatrix(new Float32Array(64).fill(1e9), 1, 64, bits)).toThrow('that float16 can hold');
  });
});

test('sizes and importances that do not fit are refused', () => {
  const weights = new Float32Array(128);
  expect(() => quantizeMatrix(weights, 1, 64, 8)).toThrow('expected 1 x 64 = 64 numbers, found 128');
  expect(() => quantizeMatrix(weights, 2, 64, 8, [1, 2])).toThrow(
    'expected one number for each of 64 columns, found 2',
  );
  expect(() => quantizeMatrix(weights, 2, 64, 8, Array(64).fill(0))).toThrow(
    'expected positive finite numbers, found 0',
  );
  const scales = new Uint16Array(3);
  expect(() => dequantizeMatrix({ values: new Int8Array(128), scales })).toThrow('one for 64 of 128 values, found 3');
});

/** Sums of uniform numbers: a bell with rare outliers, the same on every run. */
function bellShaped(length: number): Float32Array {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Float32Array.from(
    { length },
    (_, k) => (uniform() + uniform() + uniform() + uniform()) * (k % 97 ? 0.05 : 0.2),
  );
}
