import { touches } from '../bert/change.ts';
import { changeRows } from './change.ts';
import { emitRows } from './emit.ts';
import { linear, quantize } from './linear.ts';
import { feedForwardRows } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/**
 * feedForwardOutput = gelu(hiddenStates W_1ᵀ + b_1) W_2ᵀ + b_2, from `hidden` into `key`, 128 rows at a time: the
 * intermediate activations, four times as wide, never stand in memory as a whole.
 */
export function feedForward(pass: Pass, layer: number): void {
  if (pass.texts.some(({ change }) => touches(change, `intermediate.${layer}`))) changedFeedForward(pass, layer);
  else {
    for (const chunk of chunksOf(pass)) {
      widen(pass, layer, chunk);
      narrow(pass, layer, chunk);
    }
  }
  changeRows(pass, `feed_forward_output.${layer}`, pass.plan.key.address, pass.config.hiddenSize);
  emitRows(pass, `feed_forward_output.${layer}`, pass.plan.key.address, pass.config.hiddenSize);
}

/** Rows that are worked on at once. */
interface Chunk {
  readonly first: number;
  readonly rows: number;
}

function* chunksOf(pass: Pass): Generator<Chunk> {
  for (let first = 0; first < pass.rows; first += feedForwardRows) {
    yield { first, rows: Math.min(feedForwardRows, pass.rows - first) };
  }
}

/** A change is shown the activations of a whole text, so they are kept apart until all of them are there. */
function changedFeedForward(pass: Pass, layer: number): void {
  const size = pass.config.intermediateSize;
  const kept = new Float32Array(pass.rows * size);
  const query = pass.plan.query.address / 4;
  for (const { first, rows } of chunksOf(pass)) {
    widen(pass, layer, { first, rows });
    kept.set(pass.floats.subarray(query, query + rows * size), first * size);
  }
  changeRows({ ...pass, floats: kept }, `intermediate.${layer}`, 0, size);
  for (const { first, rows } of chunksOf(pass)) {
    pass.floats.set(kept.subarray(first * size, (first + rows) * size), query);
    narrow(pass, layer, { first, rows });
  }
}

/** gelu(hiddenStates W_1ᵀ + b_1) of a chunk into `query`. */
function widen(pass: Pass, layer: number, { first, rows }: Chunk): void {
  const { kernels, plan, config } = pass;
  const { hiddenSize, intermediateSize } = config;
  const weights = pass.weights.layers[layer].intermediate;
  quantize(pass, weights, plan.hidden.address + first * hiddenSize * 4, rows);
  linear(pass, weights, rows, plan.query.address, intermediateSize * 4);
  kernels.gelu(plan.query.address, rows * intermediateSize);
}

/** From there back to hiddenSize, into the chunk's rows of `key`. */
function narrow(pass: Pass, layer: number, chunk: Chunk): void {
  const { plan, config } = pass;
  const weights = pass.weights.layers[layer].feedForwardOutput;
  emitChunk(pass, `intermediate.${layer}`, chunk);
  quantize(pass, weights, plan.query.address, chunk.rows);
  const rowBytes = config.hiddenSize * 4;
  linear(pass, weights, chunk.rows, plan.key.address + chunk.first * rowBytes, rowBytes);
}

/** The chunk's rows, text by text: a text may begin before it or end after it. */
function emitChunk({ sink, texts, plan, floats, config }: Pass, name: string, { first, rows }: Chunk): void {
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
