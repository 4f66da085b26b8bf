import { type LayerChange, unchanged } from './change.ts';
import type { FloatTensor } from './float-tensor.ts';
import { gelu } from './gelu.ts';
import { linear } from './linear.ts';
import type { LayerWeights } from './weights.ts';

export interface FeedForward {
  /** [seqLen, intermediateSize], after GELU: what each of the 3,072 units of BERT-base has found. */
  readonly intermediate: FloatTensor;
  /** [seqLen, hiddenSize], before the residual sum. */
  readonly feedForwardOutput: FloatTensor;
}

/**
 * intermediate = GELU(x W_1 + b_1),   feedForwardOutput = intermediate W_2 + b_2
 *
 * attentionBlock x [seqLen, hiddenSize] -> [seqLen, intermediateSize] -> [seqLen, hiddenSize]. Each
 * token on its own: what attention has brought together is worked on here, without a look at the
 * neighbours.
 *
 * Vaswani et al. 2017, "Attention Is All You Need", section 3.3, with GELU in place of ReLU.
 */
export function feedForward(
  weights: LayerWeights,
  attentionBlock: FloatTensor,
  change: LayerChange = unchanged,
): FeedForward {
  const intermediate = change('intermediate', gelu(linear(weights.intermediate, attentionBlock)));
  return { intermediate, feedForwardOutput: change('feed_forward_output', linear(weights.output, intermediate)) };
}
