import { shareOfOthers } from '../analysis/mixing-share.ts';
import type { Head } from './attention-scores.ts';
import { linear, quantize } from './linear.ts';
import type { Region } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/**
 * Leaves in `value` what each token gives to itself, attentionProbs[i, i] value[i] of one head: after the weighted sum
 * nobody else needs it.
 */
export function keepOwnValue(pass: Pass, { layer, length, paddedLength, offset }: Head): void {
  if (!pass.sink.wants(`mixing.${layer}`)) return;
  const { plan, floats, config } = pass;
  for (let token = 0; token < length; token++) {
    const weight = floats[plan.scores.address / 4 + token * (paddedLength + 1)];
    const first = (plan.value.address + offset) / 4 + token * config.hiddenSize;
    for (let i = first; i < first + config.headSize; i++) floats[i] *= weight;
  }
}

/**
 * mixing[i] = share of the attention block's output i that comes from other tokens, [n, 1], 0..1: `mixingShare` of
 * shared/analysis (Kobayashi et al. 2021). W_O is linear, so one projection more tells a token's own part from the rest:
 *
 *   own = ownValue W_Oᵀ + b_O        others = attentionOutput - own        itself = hiddenStates + own - b_O
 *
 * Between the attention output, in `key`, and its residual; works in `query`.
 */
export function mixing(pass: Pass, layer: number): void {
  const name = `mixing.${layer}`;
  if (!pass.sink.wants(name)) return;
  const { plan, rows, config, weights } = pass;
  quantize(pass, weights.layers[layer].attentionOutput, plan.value.address, rows);
  linear(pass, weights.layers[layer].attentionOutput, rows, plan.query.address, config.hiddenSize * 4);
  pass.texts.forEach(({ start, length }, text) => {
    const shares = Float32Array.from({ length }, (_, token) => shareOfRow(pass, layer, start + token));
    pass.sink.write(name, text, 0, shares);
  });
}

function shareOfRow(pass: Pass, layer: number, row: number): number {
  const { plan, config } = pass;
  const { attentionOutput, attentionNorm } = pass.weights.layers[layer];
  const at = (address: number) => pass.floats.subarray(address / 4, address / 4 + config.hiddenSize);
  const rowOf = ({ address }: Region) => at(address + row * config.hiddenSize * 4);
  const [hiddenStates, output, own] = [rowOf(plan.hidden), rowOf(plan.key), rowOf(plan.query)];
  const bias = at(attentionOutput.bias);
  const [others, itself] = [new Float64Array(config.hiddenSize), new Float64Array(config.hiddenSize)];
  for (let i = 0; i < config.hiddenSize; i++) {
    others[i] = output[i] - own[i];
    itself[i] = hiddenStates[i] + own[i] - bias[i];
  }
  return shareOfOthers(others, itself, at(attentionNorm.gamma));
}
