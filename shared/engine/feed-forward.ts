import { emitRows } from './emit.ts';
import { linear, quantize } from './linear.ts';
import { feedForwardRows } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/**
 * feedForwardOutput = gelu(hiddenStates W_1ᵀ + b_1) W_2ᵀ + b_2, from `hidden` into `key`, 128 rows at a time: the
 * intermediate activations, four times as wide, never stand in memory as a whole.
 */
export function feedForward(pass: Pass, layer: number): void {
  for (let first = 0; first < pass.rows; first += feedForwardRows) {
    feedForwardChunk(pass, layer, first, Math.min(feedForwardRows, pass.rows - first));
  }
  emitRows(pass, `feed_forward_output.${layer}`, pass.plan.key.address, pass.config.hiddenSize);
}

function feedForwardChunk(pass: Pass, layer: number, first: number, rows: number): void {
  const { kernels, plan, config } = pass;
  const { hiddenSize, intermediateSize } = config;
  const weights = pass.weights.layers[layer];
  const row = first * hiddenSize * 4;
  quantize(pass, weights.intermediate, plan.hidden.address + row, rows);
  linear(pass, weights.intermediate, rows, plan.query.address, intermediateSize * 4);
  kernels.gelu(plan.query.address, rows * intermediateSize);
  emitChunk(pass, `intermediate.${layer}`, first, rows);
  quantize(pass, weights.feedForwardOutput, plan.query.address, rows);
  linear(pass, weights.feedForwardOutput, rows, plan.key.address + row, hiddenSize * 4);
}

/** The chunk's rows, text by text: a text may begin before it or end after it. */
function emitChunk({ sink, texts, plan, floats, config }: Pass, name: string, first: number, rows: number): void {
  if (!sink.wants(name)) return;
  const size = config.intermediateSize;
  texts.forEach(({ start, length }, text) => {
    const from = Math.max(start, first);
    const to = Math.min(start + length, first + rows);
    if (from >= to) return;
    const at = plan.query.address / 4 + (from - first) * size;
    sink.write(name, text, (from - start) * size, floats.subarray(at, at + (to - from) * size));
  });
}
