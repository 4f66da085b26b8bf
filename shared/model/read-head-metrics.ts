import { type HeadMetric, headMetricNames, headMetrics } from '../analysis/head-metrics.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { Token } from '../tokenizer/token.ts';
import { headSink } from './head-squares.ts';

export type HeadMetricTensors = Readonly<Record<HeadMetric, TensorPieces>>;

/** Computes the metrics of heads from the attention that a forward pass writes to `sink`. */
export interface HeadMetricsReader {
  readonly sink: OutputSink;
  /**
   * Every metric [layers, heads] in the order asked. Call it after the pass. Entropy is in bits, distance in tokens;
   * the others are from 0 to 1.
   */
  tensors(): HeadMetricTensors;
}

/** Prepares to compute the metrics of these layers and heads, 0-based, on a text of these tokens. */
export function readHeadMetrics(
  tokens: readonly Token[],
  layers: readonly number[],
  heads: readonly number[],
): HeadMetricsReader {
  const found = new Map<string, ReturnType<typeof headMetrics>>();
  const sink = headSink(tokens.length, 'attentions', layers, (layer, head, attentionProbs) => {
    if (heads.includes(head)) found.set(`${layer}.${head}`, headMetrics(attentionProbs, tokens));
  });
  const inOrder = () => layers.flatMap((layer) => heads.flatMap((head) => found.get(`${layer}.${head}`) ?? []));
  const tensor = (name: HeadMetric): TensorPieces => ({
    dtype: 'F32',
    shape: [layers.length, heads.length],
    pieces: [Float32Array.from(inOrder(), (metrics) => metrics[name])],
  });
  return {
    sink,
    tensors: () => Object.fromEntries(headMetricNames.map((name) => [name, tensor(name)])) as HeadMetricTensors,
  };
}
