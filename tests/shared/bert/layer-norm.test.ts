import { describe, expect, it } from 'vitest';
import { row, zeros } from '../../../shared/bert/float-tensor.ts';
import { layerNorm } from '../../../shared/bert/layer-norm.ts';
import { expectClose } from '../../expect-close.ts';
import { scattered } from './tiny-bert.ts';

const ones = { shape: [64], data: new Float32Array(64).fill(1) };
const plain = { weight: ones, bias: zeros(64) };

describe('layerNorm', () => {
  it('brings every row to mean 0 and variance 1, within 1e-6', () => {
    const normed = layerNorm(plain, 1e-12, scattered(3, 64));
    for (const t of [0, 1, 2]) {
      const mean = row(normed, t).reduce((a, b) => a + b) / 64;
      const variance = row(normed, t).reduce((sum, value) => sum + value * value, 0) / 64;
      expectClose([mean, variance], [0, 1], 1e-6, `row ${t}`);
    }
  });

  it('does not see a shift or a stretch of a row, within 1e-5', () => {
    const x = scattered(2, 64);
    const moved = { shape: x.shape, data: x.data.map((value) => 7 * value - 3) };
    expectClose(layerNorm(plain, 1e-12, moved).data, layerNorm(plain, 1e-12, x).data, 1e-5);
  });

  it('stretches and shifts each component as learned, within 1e-6', () => {
    const x = scattered(1, 64);
    const learned = { weight: scattered(64), bias: { shape: [64], data: scattered(2, 64).data.slice(64) } };
    const expected = layerNorm(plain, 1e-12, x).data.map((v, i) => v * learned.weight.data[i] + learned.bias.data[i]);
    expectClose(layerNorm(learned, 1e-12, x).data, expected, 1e-6);
  });

  it('turns a row of equal numbers into the bias, not into NaN', () => {
    const bias = scattered(64);
    expect(
      layerNorm({ weight: ones, bias }, 1e-12, { shape: [1, 64], data: new Float32Array(64).fill(5) }).data,
    ).toEqual(bias.data);
  });
});
