import { expect, it } from 'vitest';
import { pooler } from '../../../shared/bert/pooler.ts';

const weights = {
  weight: { shape: [2, 2], data: Float32Array.of(1, 0, 0.5, -2) },
  bias: { shape: [2], data: Float32Array.of(0, 0.25) },
};

it('pooler is the tangent of the first row alone, by hand, within 1e-7', () => {
  const lastHiddenState = { shape: [3, 2], data: Float32Array.of(0.5, 1, 7, 8, 9, 10) };
  const { shape, data } = pooler(weights, lastHiddenState);
  expect(shape).toEqual([2]);
  expect(data[0]).toBeCloseTo(Math.tanh(0.5), 7);
  expect(data[1]).toBeCloseTo(Math.tanh(0.25 - 2 + 0.25), 7);
});

it('pooler stays within -1 and 1 whatever it reads', () => {
  const { data } = pooler(weights, { shape: [1, 2], data: Float32Array.of(1e9, 1e9) });
  expect([...data]).toEqual([1, -1]);
});
