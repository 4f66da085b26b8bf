import { linear, quantize } from './linear.ts';
import { emitHeads } from './outputs.ts';
import type { Pass } from './pass.ts';

/** query, key, value = hiddenStates W_Qᵀ + b_Q, ... : [rows, hiddenSize] each, head h in columns h * headSize onwards. */
export function projections(pass: Pass, layer: number): void {
  const { plan, rows, config } = pass;
  const weights = pass.weights.layers[layer];
  const stride = config.hiddenSize * 4;
  quantize(pass, plan.hidden.address, rows, config.hiddenSize);
  linear(pass, weights.query, rows, plan.query.address, stride);
  linear(pass, weights.key, rows, plan.key.address, stride);
  linear(pass, weights.value, rows, plan.value.address, stride);
  emitHeads(pass, `query.${layer}`, plan.query.address);
  emitHeads(pass, `key.${layer}`, plan.key.address);
  emitHeads(pass, `value.${layer}`, plan.value.address);
}
