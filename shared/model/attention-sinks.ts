import type { OutputSink } from '../engine/outputs.ts';

export type UseHead = (layer: number, head: number, attentionProbs: Float32Array) => void;

/** Gathers the rows of one head after the other into one matrix [n, n] and hands it on when the last row is in. */
export function headSink(n: number, layers: readonly number[], use: UseHead): OutputSink {
  const layerOf = new Map(layers.map((layer) => [`attentions.${layer}`, layer]));
  const square = new Float32Array(n * n);
  return {
    wants: (name) => layerOf.has(name),
    write(name, _text, offset, values) {
      const head = Math.floor(offset / square.length);
      const start = offset - head * square.length;
      square.set(values, start);
      const layer = layerOf.get(name);
      if (layer !== undefined && start + values.length === square.length) use(layer, head, square);
    },
  };
}

/** ||transformedValue|| of every token under each head: layer -> [heads, n]. */
export type ValueNorms = ReadonlyMap<number, Float32Array>;

/** Keeps the length of every transformed value [heads, n, hiddenSize] instead of the vector. */
export function normSink(
  heads: number,
  n: number,
  hiddenSize: number,
  layers: readonly number[],
): { sink: OutputSink; norms: ValueNorms } {
  const byName = new Map(layers.map((layer) => [`transformed_value.${layer}`, new Float32Array(heads * n)]));
  const sink: OutputSink = {
    wants: (name) => byName.has(name),
    write(name, _text, offset, values) {
      for (let row = 0; row < values.length; row += hiddenSize) {
        const length = Math.hypot(...values.subarray(row, row + hiddenSize));
        byName.get(name)?.fill(length, (offset + row) / hiddenSize, (offset + row) / hiddenSize + 1);
      }
    },
  };
  const norms = new Map(layers.map((layer) => [layer, byName.get(`transformed_value.${layer}`) ?? new Float32Array()]));
  return { sink, norms };
}
