import { describe, expect, it } from 'vitest';
import { row } from '../../../shared/bert/float-tensor.ts';
import { transformedValue } from '../../../shared/bert/transformed-value.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, tinyWeights } from './tiny-bert.ts';

const [weights] = tinyWeights.layers;

describe('transformedValue', () => {
  it.each(goldenCases)(
    'sums, weighted, over heads and tokens of "%s" to the golden attention output within 1e-5 of its largest number',
    (name) => {
      const { tensors } = golden(name);
      const [probs, expected] = [tensors['attentions.0'], tensors['attention_output.0']];
      const transformed = transformedValue(weights, tensors['value.0']);
      const [heads, seqLen, hiddenSize] = transformed.shape;
      expect([heads, seqLen, hiddenSize]).toEqual([4, expected.shape[0], 64]);
      const sums = Array.from({ length: seqLen * hiddenSize }, (_, i) => {
        const [q, o] = [Math.floor(i / hiddenSize), i % hiddenSize];
        let sum = weights.attentionOutput.bias.data[o];
        for (let h = 0; h < heads; h++) {
          for (let k = 0; k < seqLen; k++) sum += row(probs, h, q)[k] * row(transformed, h, k)[o];
        }
        return sum;
      });
      expectClose(sums, expected.data, goldenTolerance(expected));
    },
  );
});
