import { type FloatTensor, row, zeros } from './float-tensor.ts';
import { linear } from './linear.ts';
import type { LayerWeights } from './weights.ts';

/**
 * attentionOutput = concat(context[0], ..., context[heads - 1]) W_O + b_O
 *
 * context [heads, seqLen, headSize] -> [seqLen, hiddenSize]. Side by side, the heads' results fill
 * hiddenSize numbers again; W_O mixes them, so that every component of a token's vector can hear
 * every head.
 *
 * Vaswani et al. 2017, "Attention Is All You Need", section 3.2.2.
 */
export function attentionOutput(weights: LayerWeights, context: FloatTensor): FloatTensor {
  return linear(weights.attentionOutput, mergeHeads(context));
}

/** [heads, seqLen, headSize] -> [seqLen, heads x headSize]: head 0's numbers first, then head 1's, and so on. */
export function mergeHeads(context: FloatTensor): FloatTensor {
  const [heads, seqLen, headSize] = context.shape;
  const merged = zeros(seqLen, heads * headSize);
  for (let h = 0; h < heads; h++) {
    for (let t = 0; t < seqLen; t++) row(merged, t).set(row(context, h, t), h * headSize);
  }
  return merged;
}
