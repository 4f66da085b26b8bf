import { touches } from '../bert/change.ts';
import { changeHeads } from './change.ts';
import { emitHeads } from './emit.ts';
import { linear, quantize, readAlike } from './linear.ts';
import type { Pass } from './pass.ts';

/** query, key, value = hiddenStates W_Qᵀ + b_Q, ... : [rows, hiddenSize] each, head h in columns h * headSize onwards. */
export function projections(pass: Pass, layer: number): void {
  const { plan, config } = pass;
  const rows = beginAlike(pass, layer) ? pass.texts[0].length : pass.rows;
  const weights = pass.weights.layers[layer];
  const stride = config.hiddenSize * 4;
  quantize(pass, weights.query, plan.hidden.address, rows);
  linear(pass, weights.query, rows, plan.query.address, stride);
  if (!readAlike(pass, weights.key, weights.query)) quantize(pass, weights.key, plan.hidden.address, rows);
  linear(pass, weights.key, rows, plan.key.address, stride);
  if (!readAlike(pass, weights.value, weights.key)) quantize(pass, weights.value, plan.hidden.address, rows);
  linear(pass, weights.value, rows, plan.value.address, stride);
  for (const name of ['query', 'key', 'value'] as const) {
    if (rows < pass.rows) repeatRows(pass, plan[name].address / 4, rows * config.hiddenSize);
    changeHeads(pass, `${name}.${layer}`, plan[name].address);
    emitHeads(pass, `${name}.${layer}`, plan[name].address);
  }
}

/** Whether all texts begin in this layer with the same hidden states: changes of one text, of which none has come yet. */
function beginAlike({ firstLayer, texts }: Pass, layer: number): boolean {
  if (layer !== firstLayer) return false;
  return texts.every(({ hiddenStates, change }) => {
    return hiddenStates === texts[0].hiddenStates && !touches(change, `hidden_states.${layer}`);
  });
}

/** The first text's numbers for each of the others. */
function repeatRows({ floats, texts }: Pass, first: number, size: number): void {
  for (let text = 1; text < texts.length; text++) floats.copyWithin(first + text * size, first, first + size);
}
