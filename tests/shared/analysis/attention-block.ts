import type { AttentionBlock } from '../../../shared/analysis/mixing-share.ts';
import { transformedValue } from '../../../shared/bert/transformed-value.ts';
import type { LayerWeights } from '../../../shared/bert/weights.ts';
import { type golden, scattered } from '../bert/tiny-bert.ts';

export type Tensors = ReturnType<typeof golden>['tensors'];

/** Two tokens whose vectors, less their mean, all lie on one line: lengths can be added up by hand. */
export const oneDimensional: AttentionBlock = {
  transformedValue: Float32Array.of(2, -2, 6, -6),
  attentionProbs: Float32Array.of(0.5, 0.5, 0.25, 0.75),
  hiddenStates: Float32Array.of(3, -3, -4, 4),
  gamma: Float32Array.of(1, 1),
};

/** Two tokens; gamma counts every other dimension ten times, and each vector has something the same in all. */
export const unevenlyScaled: AttentionBlock = {
  transformedValue: Float32Array.of(0, 0, 0, 0, 7, 5, 3, 5),
  attentionProbs: Float32Array.of(0, 1, 0, 1),
  hiddenStates: Float32Array.of(1, 3, 1, -1, 0, 0, 0, 0),
  gamma: Float32Array.of(1, 10, 1, 10),
};

/** One layer of tiny-bert, of the reference's tensors. */
export function goldenBlock(tensors: Tensors, weights: LayerWeights, l: number): AttentionBlock {
  return {
    transformedValue: transformedValue(weights, tensors[`value.${l}`]).data,
    attentionProbs: tensors[`attentions.${l}`].data,
    hiddenStates: tensors[`hidden_states.${l}`].data,
    gamma: weights.attentionLayerNorm.weight.data,
  };
}

export function randomBlock(heads: number, n: number, size: number, attentionProbs: Float32Array): AttentionBlock {
  const [transformedValue, hiddenStates] = [scattered(heads, n, size).data, scattered(n, size).data.map((x) => 3 * x)];
  return {
    transformedValue,
    attentionProbs,
    hiddenStates,
    gamma: Float32Array.from({ length: size }, (_, k) => 1 + k),
  };
}
