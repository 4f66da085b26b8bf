import { headMetricNames } from '../../../../shared/analysis/head-metrics.ts';
import { fetchHeadBytes } from '../../../lib/attention-client.ts';
import { headCount, layerCount } from '../../../lib/fragment.ts';
import { summariseBytes } from './ask-worker.ts';
import { emptySummaries, type HeadSummaries } from './head-summaries.ts';

const answerBytes = 8 * 2 ** 20;

/** Layers of which all heads are one answer at a byte a weight: all up to 241 tokens, two at 512. */
export function layersPerAnswer(seqLen: number): number {
  return Math.max(1, Math.min(layerCount, Math.floor(answerBytes / (headCount * seqLen ** 2))));
}

/**
 * Thumbnails and metrics of a text whose weights are more than one answer: fetched layers by layers as bytes, pooled in the
 * worker, shown as they come. Metrics are the API's own.
 */
export async function* summariseLongText(
  sentence: { readonly text: string; readonly pair: string },
  seqLen: number,
  signal: AbortSignal,
): AsyncGenerator<{ summaries: HeadSummaries; layers: number }> {
  let summaries = emptySummaries(layerCount * headCount, seqLen);
  const step = layersPerAnswer(seqLen);
  for (let first = 0; first < layerCount; first += step) {
    const layers = Array.from({ length: Math.min(step, layerCount - first) }, (_, index) => first + index);
    const { bytes, metrics } = await fetchHeadBytes(sentence, layers, signal);
    const thumbnails = await summariseBytes(bytes, seqLen);
    summaries = { ...summaries, thumbnails: summaries.thumbnails.slice() };
    summaries.thumbnails.set(thumbnails, first * headCount * summaries.side ** 2);
    for (const name of headMetricNames) summaries.metrics[name].set(metrics[name] ?? [], first * headCount);
    yield { summaries, layers: first + layers.length };
  }
}
