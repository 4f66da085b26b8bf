import { describe, expect, it } from 'vitest';
import { bert } from '../../../shared/bert/bert.ts';
import { maskedLmLogits } from '../../../shared/bert/masked-lm.ts';
import { trace, traceNames } from '../../../shared/bert/trace.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, tinyConfig, tinyWeights } from './tiny-bert.ts';

describe.each(goldenCases)('bert on golden input "%s"', (name) => {
  const { input, tensors } = golden(name);
  const output = bert(tinyConfig, tinyWeights, input);
  const traced = trace(output);
  traced.logits = maskedLmLogits(tinyConfig, tinyWeights, output.lastHiddenState);

  it.each(Object.keys(tensors))('%s equals PyTorch within 1e-5 of 1 or of its largest number', (tensor) => {
    expect(traced[tensor].shape).toEqual(tensors[tensor].shape);
    expectClose(traced[tensor].data, tensors[tensor].data, goldenTolerance(tensors[tensor]), tensor);
  });

  it('traces nothing that the reference lacks, but for last_hidden_state', () => {
    expect(traceNames(tinyConfig).filter((tensor) => !(tensor in tensors))).toEqual(['last_hidden_state']);
  });
});

describe('bert', () => {
  const { input } = golden('single');

  it('refuses an input that is empty, too long, or of two lengths', () => {
    const long = new Array<number>(65).fill(0);
    const run = (inputIds: number[], tokenTypeIds: number[]) => () =>
      bert(tinyConfig, tinyWeights, { inputIds, tokenTypeIds });
    expect(run([], [])).toThrow('expected 1 to 64 tokens, found 0');
    expect(run(long, long)).toThrow('expected 1 to 64 tokens, found 65');
    expect(run([1, 2], [0])).toThrow('tokenTypeIds: expected as many as inputIds, 2, found 1');
  });

  it('gives the same numbers with a head mask of ones', () => {
    const headMask = [
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ];
    const masked = bert(tinyConfig, tinyWeights, { ...input, headMask });
    expect(masked.lastHiddenState.data).toEqual(bert(tinyConfig, tinyWeights, input).lastHiddenState.data);
  });

  it('changes nothing before the layer in which a head is knocked out, and something after', () => {
    const headMask = [
      [1, 1, 1, 1],
      [1, 0, 1, 1],
    ];
    const [whole, masked] = [
      bert(tinyConfig, tinyWeights, input),
      bert(tinyConfig, tinyWeights, { ...input, headMask }),
    ];
    expect(masked.hiddenStates[1].data).toEqual(whole.hiddenStates[1].data);
    expect(masked.layers[1].attentionScores.data).toEqual(whole.layers[1].attentionScores.data);
    expect(masked.hiddenStates[2].data).not.toEqual(whole.hiddenStates[2].data);
  });
});
