import { describe, expect, it } from 'vitest';
import { attentionScores } from '../../../shared/bert/attention-scores.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance } from './tiny-bert.ts';

describe('attentionScores', () => {
  it.each(goldenCases)('makes the scores of "%s" within 1e-5 of the largest', (name) => {
    const { tensors } = golden(name);
    const expected = tensors['attention_scores.1'];
    const scores = attentionScores(tensors['query.1'], tensors['key.1']);
    expect(scores.shape).toEqual(expected.shape);
    expectClose(scores.data, expected.data, goldenTolerance(expected));
  });

  it('has the asking token in rows and the offering token in columns, divided by sqrt(headSize)', () => {
    const query = { shape: [1, 2, 4], data: Float32Array.of(1, 0, 0, 0, 0, 1, 0, 0) };
    const key = { shape: [1, 2, 4], data: Float32Array.of(2, 4, 0, 0, 6, 8, 0, 0) };
    expect([...attentionScores(query, key).data]).toEqual([1, 3, 2, 4]);
  });
});
