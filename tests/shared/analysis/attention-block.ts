import type { AttentionBlock } from '../../../shared/analysis/mixing-share.ts';
import { transformedValue } from '../../../shared/bert/transformed-value.ts';
import type { LayerWeights } from '../../../shared/bert/weights.ts';
import { type golden, scattered } from '../bert/tiny-bert.ts';

export type Tensors = ReturnType<typeof golden>['tensors'];

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
