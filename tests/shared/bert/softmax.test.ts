import { describe, expect, it } from 'vitest';
import { row } from '../../../shared/bert/float-tensor.ts';
import { softmax } from '../../../shared/bert/softmax.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, scattered } from './tiny-bert.ts';

describe('softmax', () => {
  it.each(goldenCases)('turns the golden scores of "%s" into the golden probabilities within 1e-6', (name) => {
    const { tensors } = golden(name);
    expectClose(softmax(tensors['attention_scores.1']).data, tensors['attentions.1'].data, 1e-6);
  });

  it('makes every row positive, with sum 1 within 1e-6', () => {
    const probs = softmax(scattered(2, 5, 5));
    expect(probs.data.every((prob) => prob > 0)).toBe(true);
    for (const h of [0, 1]) {
      for (const q of [0, 1, 2, 3, 4]) expectClose([row(probs, h, q).reduce((a, b) => a + b)], [1], 1e-6);
    }
  });

  it('does not see a shift of a whole row, to the last bit where the shift is exact', () => {
    const scores = { shape: [1, 4], data: Float32Array.of(0.5, -1, 2, 0) };
    const shifted = { shape: [1, 4], data: scores.data.map((score) => score + 64) };
    expect(softmax(shifted).data).toEqual(softmax(scores).data);
  });

  it('gives e times the weight to a score that is larger by 1, within 1e-6', () => {
    const [a, b] = softmax({ shape: [1, 3], data: Float32Array.of(1, 0, -2) }).data;
    expectClose([a / b], [Math.E], 1e-6);
  });

  it('survives scores that would overflow exp', () => {
    expect([...softmax({ shape: [1, 2], data: Float32Array.of(1000, -1000) }).data]).toEqual([1, 0]);
  });
});
