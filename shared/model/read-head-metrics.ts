import { type HeadMetric, headMetricNames, headMetrics } from '../analysis/head-metrics.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { Token } from '../tokenizer/token.ts';
import type { HeadPlaces } from './head-places.ts';
import { headSink } from './head-squares.ts';

export type HeadMetricTensors = Readonly<Record<HeadMetric, TensorPieces>>;

/** Computes the metrics of heads from the attention that a forward pass writes to `sink`. */
export interface HeadMetricsReader {
  readonly sink: OutputSink;
  /**
   * Every metric, shaped as the places: [layers, heads], or [pairs]. Call it after the pass. Entropy is in bits, distance in tokens;
   * the others are from 0 to 1.
   */
  tensors(): HeadMetricTensors;
}

/** Prepares to compute the metrics of these heads on a text of these tokens. */
export function readHeadMetrics(tokens: readonly Token[], places: HeadPlaces): HeadMetricsReader {
  const found: ReturnType<typeof headMetrics>[] = [];
  const sink = headSink(tokens.length, 'attentions', places.layers, (layer, head, attentionProbs) => {
    const place = places.placeOf(layer, head);
    if (place !== undefined) found[place] = headMetrics(attentionProbs, tokens);
  });
  const tensor = (name: HeadMetric): TensorPieces => ({
    dtype: 'F32',
    shape: places.shape,
    pieces: [Float32Array.from(found, (metrics) => metrics[name])],
  });
  return {
    sink,
    tensors: () => Object.fromEntries(headMetricNames.map((name) => [name, tensor(name)])) as HeadMetricTensors,
  };
}
