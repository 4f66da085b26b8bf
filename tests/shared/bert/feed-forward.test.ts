import { describe, expect, it } from 'vitest';
import { feedForward } from '../../../shared/bert/feed-forward.ts';
import { row } from '../../../shared/bert/float-tensor.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, tinyWeights } from './tiny-bert.ts';

describe('feedForward', () => {
  it.each(goldenCases)('makes intermediate and output of "%s" within 1e-5 of their largest number', (name) => {
    const { tensors } = golden(name);
    const { intermediate, feedForwardOutput } = feedForward(tinyWeights.layers[1], tensors['attention_block.1']);
    const [expected, expectedOutput] = [tensors['intermediate.1'], tensors['feed_forward_output.1']];
    expectClose(intermediate.data, expected.data, goldenTolerance(expected), 'intermediate');
    expectClose(feedForwardOutput.data, expectedOutput.data, goldenTolerance(expectedOutput), 'feedForwardOutput');
  });

  it('works on each token alone: a token among others gets the same numbers as by itself', () => {
    const block = golden('single').tensors['attention_block.0'];
    const alone = { shape: [1, 64], data: row(block, 3) };
    const together = feedForward(tinyWeights.layers[0], block).feedForwardOutput;
    expect(feedForward(tinyWeights.layers[0], alone).feedForwardOutput.data).toEqual(row(together, 3).slice());
  });
});
