import type { OutputSink } from '../engine/outputs.ts';

/** Takes one head of one layer; its `square` [n, n] is overwritten after the call. */
export type UseHead = (layer: number, head: number, square: Float32Array) => void;

/** Outputs of one square [n, n] a head: the probabilities, or each of them times the length of what it weights. */
export type HeadOutput = 'attentions' | 'attention_norms';

/** Gathers the rows of one head after the other into one matrix [n, n] and hands it on when the last row is in. */
export function headSink(n: number, output: HeadOutput, layers: readonly number[], use: UseHead): OutputSink {
  const layerOf = new Map(layers.map((layer) => [`${output}.${layer}`, layer]));
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

/** One sink of several: each output goes to every one that wants it, so that one forward pass serves them all. */
export function sinkOfAll(sinks: readonly OutputSink[]): OutputSink {
  return {
    wants: (name) => sinks.some((sink) => sink.wants(name)),
    write(name, text, offset, values) {
      for (const sink of sinks) if (sink.wants(name)) sink.write(name, text, offset, values);
    },
  };
}
