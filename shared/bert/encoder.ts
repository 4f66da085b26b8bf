import { attentionOutput } from './attention-output.ts';
import { attentionScores } from './attention-scores.ts';
import { type Change, changeHeads, type LayerChange, unchanged } from './change.ts';
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
 * hiddenStates x [seqLen, hiddenSize] -> [seqLen, hiddenSize], with everything in between. A change is shown the numbers
 * of each site, and the layer goes on with those that it gives.
 *
 * Devlin et al. 2018, "BERT"; Hugging Face's `BertLayer`.
 */
export function layer(
  config: BertConfig,
  weights: LayerWeights,
  hiddenStates: FloatTensor,
  headMask?: HeadMask,
  change: LayerChange = unchanged,
): LayerOutput {
  const { query, key, value } = changedProjections(projections(config, weights, hiddenStates), change);
  const scores = changeHeads(change, 'attention_scores', attentionScores(query, key));
  const probs = changeHeads(change, 'attentions', maskHeads(softmax(scores), headMask));
  const context = changeHeads(change, 'context', weightedSum(probs, value));
  const output = change('attention_output', attentionOutput(weights, context));
  const carried = change('attention_residual', hiddenStates);
  const normed = residual(weights.attentionLayerNorm, config.layerNormEps, carried, output);
  const block = change('attention_block', normed);
  const { intermediate, feedForwardOutput } = feedForward(weights, block, change);
  const blockCarried = change('feed_forward_residual', block);
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
    hiddenStates: residual(weights.outputLayerNorm, config.layerNormEps, blockCarried, feedForwardOutput),
  };
}

function changedProjections({ query, key, value }: Projections, change: LayerChange): Projections {
  return {
    query: changeHeads(change, 'query', query),
    key: changeHeads(change, 'key', key),
    value: changeHeads(change, 'value', value),
  };
}

function changeOfLayer(change: Change, l: number): LayerChange {
  return change === unchanged ? unchanged : (site, values, head) => change(`${site}.${l}`, values, head);
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
  change: Change = unchanged,
): Generator<LayerOutput, void, void> {
  if (headMask && headMask.length !== layers.length) {
    throw new Error(`headMask: expected a row for each of ${layers.length} layers, found ${headMask.length}`);
  }
  let current = hiddenStates;
  for (const [l, weights] of layers.entries()) {
    const output = layer(config, weights, current, headMask?.[l], changeOfLayer(change, l));
    const isLast = l === layers.length - 1;
    current = isLast ? output.hiddenStates : change(`hidden_states.${l + 1}`, output.hiddenStates);
    yield { ...output, hiddenStates: current };
  }
}
