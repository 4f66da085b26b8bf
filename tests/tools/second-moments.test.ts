import { describe, expect, test } from 'vitest';
import { layer } from '../../shared/bert/encoder.ts';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { addLayerMoments, addMoments, inputOf, type MomentSums } from '../../tools/convert/second-moments.ts';
import { expectClose } from '../expect-close.ts';
import { golden, scattered, tinyConfig, tinyWeights } from '../shared/bert/tiny-bert.ts';
import { momentOf } from './random.ts';

/** The upper triangle, row by row. */
function upper(matrix: Float64Array): number[] {
  const size = Math.sqrt(matrix.length);
  return [...matrix].filter((_, k) => k % size >= Math.floor(k / size));
}

/** sum_t x xᵀ with plain loops. */
function sumOf({ shape, data }: FloatTensor): Float64Array {
  return momentOf(data, shape[1]).map((mean) => mean * shape[0]);
}

test.each([
  [1, 4],
  [7, 64],
  [30, 128],
])('%i tokens of %i channels give xᵀ x, within 1e-12', (tokens, size) => {
  const x = scattered(tokens, size);
  const sums: MomentSums = {};
  addMoments(sums, 'x', x);
  expectClose(upper(sums.x), upper(sumOf(x)), 1e-12);
});

test('several texts add up, within 1e-12', () => {
  const [one, other] = [scattered(5, 64), { shape: [9, 64], data: scattered(20, 64).data.subarray(64 * 11) }];
  const sums: MomentSums = {};
  for (const x of [one, other]) addMoments(sums, 'x', x);
  const otherSum = sumOf(other);
  expectClose(upper(sums.x), upper(sumOf(one).map((sum, k) => sum + otherSum[k])), 1e-12);
});

describe('what the linear maps of the tiny BERT get', () => {
  const { tensors } = golden('single');
  const sums: MomentSums = {};
  for (const [l, weights] of tinyWeights.layers.entries()) {
    const hiddenStates = tensors[`hidden_states.${l}`];
    addLayerMoments(sums, l, hiddenStates, layer(tinyConfig, weights, hiddenStates));
  }

  test.each([
    ['encoder.layer.0.attention.self.query.weight', 'hidden_states.0'],
    ['encoder.layer.1.attention.self.key.weight', 'hidden_states.1'],
    ['encoder.layer.1.attention.self.value.weight', 'hidden_states.1'],
    ['encoder.layer.0.intermediate.dense.weight', 'attention_block.0'],
    ['encoder.layer.1.output.dense.weight', 'intermediate.1'],
  ])('%s: the moments of the reference %s, within 1e-3', (linear, name) => {
    expectClose(upper(sums[inputOf(linear) ?? '']), upper(sumOf(tensors[name])), 1e-3);
  });

  test('the output map: the moments of the heads side by side, within 1e-3', () => {
    const { shape, data } = tensors['context.1'];
    const [heads, seqLen, headSize] = shape;
    const merged = new Float32Array(data.length);
    for (let k = 0; k < data.length; k++) {
      const [head, t] = [Math.floor(k / (seqLen * headSize)), Math.floor(k / headSize) % seqLen];
      merged[t * heads * headSize + head * headSize + (k % headSize)] = data[k];
    }
    const expected = sumOf({ shape: [seqLen, heads * headSize], data: merged });
    expectClose(upper(sums[inputOf('encoder.layer.1.attention.output.dense.weight') ?? '']), upper(expected), 1e-3);
  });

  test('the head has one of its own, tables and vectors none', () => {
    expect(inputOf('cls.predictions.transform.dense.weight')).toBe('lastHiddenState');
    for (const name of ['embeddings.word_embeddings.weight', 'encoder.layer.0.output.dense.bias']) {
      expect(inputOf(name), name).toBeUndefined();
    }
  });
});
