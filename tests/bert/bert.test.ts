import { describe, expect, it } from 'vitest';
import { bert } from '../../shared/bert/bert.ts';
import { maskedLmLogits } from '../../shared/bert/masked-lm.ts';
import { trace, traceNames } from '../../shared/bert/trace.ts';
import { expectClose } from '../expect-close.ts';
import { golden, goldenCases, tinyConfig, tinyWeights } from './tiny-bert.ts';

/** Random weights make numbers up to 36, and float32 PyTorch itself is then up to 9e-5 from the exact result. */
function tolerance(expected: Float32Array): number {
  return 1e-5 * expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
}

describe.each(goldenCases)('bert on golden input "%s"', (name) => {
  const { input, tensors } = golden(name);
  const output = bert(tinyConfig, tinyWeights, input);
  const traced = trace(output);
  traced.logits = maskedLmLogits(tinyConfig, tinyWeights, output.lastHiddenState);

  it.each(Object.keys(tensors))('%s equals PyTorch within 1e-5 of 1 or of its largest number', (tensor) => {
    expect(traced[tensor].shape).toEqual(tensors[tensor].shape);
    expectClose(traced[tensor].data, tensors[tensor].data, tolerance(tensors[tensor].data), tensor);
  });

  it('traces nothing that the reference lacks, but for last_hidden_state', () => {
    expect(traceNames(tinyConfig).filter((tensor) => !(tensor in tensors))).toEqual(['last_hidden_state']);
  });
});
