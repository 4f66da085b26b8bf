import { linear, quantize } from './linear.ts';
import { emitHeads, emitRows } from './outputs.ts';
import type { Pass } from './pass.ts';

/** attentionOutput = concat(context) W_Oᵀ + b_O, [rows, hiddenSize], from `query` into `key`. */
export function attentionOutput(pass: Pass, layer: number): void {
  const { plan, rows, config } = pass;
  emitHeads(pass, `context.${layer}`, plan.query.address);
  quantize(pass, plan.query.address, rows, config.hiddenSize);
  linear(pass, pass.weights.layers[layer].attentionOutput, rows, plan.key.address, config.hiddenSize * 4);
  emitRows(pass, `attention_output.${layer}`, plan.key.address, config.hiddenSize);
}
