import { attentionOutput } from './attention-output.ts';
import { attentionScores } from './attention-scores.ts';
import type { BertConfig } from './config.ts';
import { type FeedForward, feedForward } from './feed-forward.ts';
import type { FloatTensor } from './float-tensor.ts';
import { type HeadMask, maskHeads } from './head-mask.ts';
import { type Projections, projections } from './projections.ts';
import { residual } from './residual.ts';
import { softmax } from './softmax.ts';
import { weightedSum } from './weighted-sum.ts';
import type { LayerWeights } from './weights.ts';

/** Every intermediate of one layer. */
export interface LayerOutput extends Projections, FeedForward {
  /** [heads, seqLen, seqLen], before softmax, after the division by sqrt(headSize). */
  readonly attentionScores: FloatTensor;
  /** [heads, seqLen, seqLen], after softmax and the head mask. */
  readonly attentionProbs: FloatTensor;
  /** [heads, seqLen, headSize] */
  readonly context: FloatTensor;
  /** [seqLen, hiddenSize], after W_O, before the residual sum. */
  readonly attentionOutput: FloatTensor;
  /** [seqLen, hiddenSize], after the residual sum and LayerNorm. */
  readonly attentionBlock: FloatTensor;
  /** [seqLen, hiddenSize]: what the next layer gets. */
  readonly hiddenStates: FloatTensor;
}

/**
 * block = LayerNorm(x + attention(x)),   layer(x) = LayerNorm(block + feedForward(block))
 *
 * hiddenStates x [seqLen, hiddenSize] -> [seqLen, hiddenSize], with everything in between.
 *
 * Devlin et al. 2018, "BERT"; Hugging Face's `BertLayer`.
 */
export function layer(
  config: BertConfig,
  weights: LayerWeights,
  hiddenStates: FloatTensor,
  headMask?: HeadMask,
): LayerOutput {
  const { query, key, value } = projections(config, weights, hiddenStates);
  const scores = attentionScores(query, key);
  const probs = maskHeads(softmax(scores), headMask);
  const context = weightedSum(probs, value);
  const output = attentionOutput(weights, context);
  const block = residual(weights.attentionLayerNorm, config.layerNormEps, hiddenStates, output);
  const { intermediate, feedForwardOutput } = feedForward(weights, block);
  return {
    query,
    key,
    value,
    attentionScores: scores,
    attentionProbs: probs,
    context,
    attentionOutput: output,
    attentionBlock: block,
    intermediate,
    feedForwardOutput,
    hiddenStates: residual(weights.outputLayerNorm, config.layerNormEps, block, feedForwardOutput),
  };
}

/**
 * hiddenStates[l + 1] = layer_l(hiddenStates[l])
 *
 * hiddenStates[0] [seqLen, hiddenSize] -> one LayerOutput after the other, computed when asked for:
 * who keeps none of them needs no more memory than a single layer takes.
 *
 * @throws Error when there is a head mask without a row for each layer.
 */
export function* encoder(
  config: BertConfig,
  layers: readonly LayerWeights[],
  hiddenStates: FloatTensor,
  headMask?: readonly HeadMask[],
): Generator<LayerOutput, void, void> {
  if (headMask && headMask.length !== layers.length) {
    throw new Error(`headMask: expected a row for each of ${layers.length} layers, found ${headMask.length}`);
  }
  let current = hiddenStates;
  for (const [l, weights] of layers.entries()) {
    const output = layer(config, weights, current, headMask?.[l]);
    yield output;
    current = output.hiddenStates;
  }
}
