import type { OutputSink } from '../engine/outputs.ts';

/** Called with each head of each layer; its `square` [n, n] is overwritten after the call. */
export type UseHead = (layer: number, head: number, square: Float32Array) => void;

/**
 * Outputs of the model with one square [n, n] for each head: the attention probabilities, or each of them times the
 * length of the vector that it weights.
 */
export type HeadOutput = 'attentions' | 'attention_norms';

/**
 * A sink that gathers the rows of one head after the other into one matrix [n, n], and calls `use` when the last row is
 * in.
 */
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

/** One sink for a pass over several texts, each with a sink of its own. */
export function sinkOfTexts(sinks: readonly OutputSink[]): OutputSink {
  return {
    wants: (name) => sinks.some((sink) => sink.wants(name)),
    write(name, text, offset, values) {
      if (sinks[text]?.wants(name)) sinks[text].write(name, 0, offset, values);
    },
  };
}

/** One sink made of several: each output goes to every sink that wants it, so that one forward pass serves them all. */
export function sinkOfAll(sinks: readonly OutputSink[]): OutputSink {
  return {
    wants: (name) => sinks.some((sink) => sink.wants(name)),
    write(name, text, offset, values) {
      for (const sink of sinks) if (sink.wants(name)) sink.write(name, text, offset, values);
    },
  };
}
