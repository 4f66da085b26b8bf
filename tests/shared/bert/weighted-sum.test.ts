import { describe, expect, it } from 'vitest';
import { weightedSum } from '../../../shared/bert/weighted-sum.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, scattered } from './tiny-bert.ts';

describe('weightedSum', () => {
  it.each(goldenCases)('makes the context of "%s" within 1e-5 of its largest number', (name) => {
    const { tensors } = golden(name);
    const expected = tensors['context.1'];
    const context = weightedSum(tensors['attentions.1'], tensors['value.1']);
    expect(context.shape).toEqual(expected.shape);
    expectClose(context.data, expected.data, goldenTolerance(expected));
  });

  it('copies the value of the one token that has all the weight', () => {
    const value = scattered(1, 2, 3);
    const probs = { shape: [1, 2, 2], data: Float32Array.of(0, 1, 1, 0) };
    expect([...weightedSum(probs, value).data]).toEqual([...value.data.slice(3), ...value.data.slice(0, 3)]);
  });

  it('is the mean of the values when all weights are equal, within 1e-7', () => {
    const value = { shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, 6) };
    const probs = { shape: [1, 2, 2], data: Float32Array.of(0.5, 0.5, 0.5, 0.5) };
    expectClose(weightedSum(probs, value).data, [2, 4, 2, 4], 1e-7);
  });
});
