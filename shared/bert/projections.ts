import type { BertConfig } from './config.ts';
import { type FloatTensor, row, zeros } from './float-tensor.ts';
import { linear } from './linear.ts';
import type { LayerWeights } from './weights.ts';

/** What each token asks for, what it offers, and what it gives: [heads, seqLen, headSize] each. */
export interface Projections {
  readonly query: FloatTensor;
  readonly key: FloatTensor;
  readonly value: FloatTensor;
}

/**
 * Q = x W_Q + b_Q,   K = x W_K + b_K,   V = x W_V + b_V,   each cut into heads
 *
 * hiddenStates x [seqLen, hiddenSize] -> query, key, value [heads, seqLen, headSize]. Every head
 * sees the whole vector of a token; what differs are its parts of the three matrices. headSize =
 * hiddenSize / heads, 64 in BERT-base.
 */
export function projections(
  { numAttentionHeads }: BertConfig,
  weights: LayerWeights,
  hiddenStates: FloatTensor,
): Projections {
  return {
    query: splitHeads(linear(weights.query, hiddenStates), numAttentionHeads),
    key: splitHeads(linear(weights.key, hiddenStates), numAttentionHeads),
    value: splitHeads(linear(weights.value, hiddenStates), numAttentionHeads),
  };
}

/** [seqLen, heads x headSize] -> [heads, seqLen, headSize]: the first headSize numbers of a token are head 0's. */
export function splitHeads(x: FloatTensor, heads: number): FloatTensor {
  const [seqLen, hiddenSize] = x.shape;
  const headSize = hiddenSize / heads;
  const split = zeros(heads, seqLen, headSize);
  for (let h = 0; h < heads; h++) {
    for (let t = 0; t < seqLen; t++) row(split, h, t).set(row(x, t).subarray(h * headSize, (h + 1) * headSize));
  }
  return split;
}
