import { describe, expect, it } from 'vitest';
import { attentionOutput, mergeHeads } from '../../../shared/bert/attention-output.ts';
import { splitHeads } from '../../../shared/bert/projections.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, scattered, tinyWeights } from './tiny-bert.ts';

describe('attentionOutput', () => {
  it.each(goldenCases)('mixes the heads of "%s" within 1e-5 of the largest number', (name) => {
    const { tensors } = golden(name);
    const expected = tensors['attention_output.1'];
    const output = attentionOutput(tinyWeights.layers[1], tensors['context.1']);
    expect(output.shape).toEqual(expected.shape);
    expectClose(output.data, expected.data, goldenTolerance(expected));
  });
});

describe('mergeHeads', () => {
  it('puts the heads of a token side by side', () => {
    const context = { shape: [2, 2, 2], data: Float32Array.of(1, 2, 5, 6, 3, 4, 7, 8) };
    expect(mergeHeads(context)).toEqual({ shape: [2, 4], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
  });

  it('undoes splitHeads', () => {
    const x = scattered(3, 12);
    expect(mergeHeads(splitHeads(x, 4))).toEqual(x);
  });
});
