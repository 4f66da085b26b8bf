import { type HeadMetric, headMetricNames, headMetrics } from '../analysis/head-metrics.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert } from './bert.ts';

/** Every metric [layers, heads] of one text, in the order asked, from a forward pass of its own. */
export async function readHeadMetrics(
  bert: Bert,
  tokens: readonly Token[],
  layers: readonly number[],
  heads: readonly number[],
): Promise<Record<HeadMetric, TensorPieces>> {
  const found = new Map<string, ReturnType<typeof headMetrics>>();
  await bert.eachHead(tokens, 'attentions', layers, (layer, head, attentionProbs) => {
    if (heads.includes(head)) found.set(`${layer}.${head}`, headMetrics(attentionProbs, tokens));
  });
  const inOrder = layers.flatMap((layer) => heads.flatMap((head) => found.get(`${layer}.${head}`) ?? []));
  const tensor = (name: HeadMetric): TensorPieces => ({
    dtype: 'F32',
    shape: [layers.length, heads.length],
    pieces: [Float32Array.from(inOrder, (metrics) => metrics[name])],
  });
  return Object.fromEntries(headMetricNames.map((name) => [name, tensor(name)])) as Record<HeadMetric, TensorPieces>;
}
