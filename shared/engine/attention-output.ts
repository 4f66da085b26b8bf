import { changeHeads, changeRows } from './change.ts';
import { emitHeads, emitRows } from './emit.ts';
import { linear, quantize } from './linear.ts';
import type { Pass } from './pass.ts';

/** attentionOutput = concat(context) W_Oᵀ + b_O, [rows, hiddenSize], from `query` into `key`. */
export function attentionOutput(pass: Pass, layer: number): void {
  const { plan, rows, config } = pass;
  changeHeads(pass, `context.${layer}`, plan.query.address);
  emitHeads(pass, `context.${layer}`, plan.query.address);
  const weights = pass.weights.layers[layer].attentionOutput;
  quantize(pass, weights, plan.query.address, rows);
  linear(pass, weights, rows, plan.key.address, config.hiddenSize * 4);
  changeRows(pass, `attention_output.${layer}`, plan.key.address, config.hiddenSize);
  emitRows(pass, `attention_output.${layer}`, plan.key.address, config.hiddenSize);
}
