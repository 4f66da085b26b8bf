import { attentionNorms } from './attention-norms.ts';
import { attentionOutput } from './attention-output.ts';
import { attentionScores, headOf } from './attention-scores.ts';
import { emitRows } from './emit.ts';
import { feedForward } from './feed-forward.ts';
import { onlyListed } from './listed-rows.ts';
import { maskedLm } from './masked-lm.ts';
import { keepOwnValue, mixing } from './mixing.ts';
import type { Pass } from './pass.ts';
import { pooler } from './pooler.ts';
import { projections } from './projections.ts';
import { residual } from './residual.ts';
import { softmax } from './softmax.ts';
import { betweenLayers, type Stop } from './stop.ts';
import { tokenMixing } from './token-mixing.ts';
import { transformedValue } from './transformed-value.ts';
import { weightedSum } from './weighted-sum.ts';

/**
 * hiddenStates through every layer that is wanted, in place in `hidden`; between layers the masked-LM head may look at
 * them. Yields between layers, within that head's work, and between the heads of a layer.
 */
export function* encoder(whole: Pass): Generator<Stop> {
  const first = whole.firstLayer ?? 0;
  let pass = whole;
  yield* maskedLm(pass, first);
  for (let layer = first; layer < pass.layers; layer++) {
    if (layer > first) yield betweenLayers;
    pass = yield* encoderLayer(pass, layer);
    yield* maskedLm(pass, layer + 1);
  }
  emitRows(pass, 'last_hidden_state', pass.plan.hidden.address, pass.config.hiddenSize);
  pooler(pass);
}

/** One layer; gives the pass that goes on, of fewer rows where no others are wanted any more. */
function* encoderLayer(whole: Pass, layer: number): Generator<Stop, Pass> {
  const weights = whole.weights.layers[layer];
  projections(whole, layer);
  const values = transformedValue(whole, layer);
  tokenMixing(whole, layer, values?.products);
  yield* selfAttention(whole, layer, values?.norms);
  if (whole.endsAtAttention && layer === whole.layers - 1) return whole;
  const pass = onlyListed(whole, layer);
  attentionOutput(pass, layer);
  mixing(pass, layer);
  residual(pass, weights.attentionNorm, { carried: `attention_residual.${layer}`, result: `attention_block.${layer}` });
  feedForward(pass, layer);
  residual(pass, weights.feedForwardNorm, {
    carried: `feed_forward_residual.${layer}`,
    result: `hidden_states.${layer + 1}`,
  });
  return pass;
}

/** Text by text, head by head: tokens of different texts never meet. */
function* selfAttention(pass: Pass, layer: number, norms: Float32Array | undefined): Generator<Stop> {
  const stop: Stop = { at: 'heads', layer };
  for (let text = 0; text < pass.texts.length; text++) {
    for (let head = 0; head < pass.config.numAttentionHeads; head++) {
      if (text + head > 0) yield stop;
      const at = headOf(pass, layer, text, head);
      attentionScores(pass, at);
      softmax(pass, at);
      attentionNorms(pass, at, norms);
      weightedSum(pass, at);
      keepOwnValue(pass, at);
    }
  }
}
