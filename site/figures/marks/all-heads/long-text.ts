import { headMetricNames } from '../../../../shared/analysis/head-metrics.ts';
import { fetchHeadBytes, layerBytes } from '../../../model/fetch-attention.ts';
import { inAnswers } from '../../../model/in-answers.ts';
import { headCount, layerCount, type Sentence } from '../../../model/reader-place.ts';
import { summariseBytes } from './ask-worker.ts';
import { emptySummaries, type HeadSummaries } from './head-summaries.ts';

const allLayers = Array.from({ length: layerCount }, (_, layer) => layer);

/**
 * The layers of each answer at one byte a weight: all of them up to 241 tokens, two at 512. The group of the chosen
 * layer comes first, the others in order: [[8, 9], [0, 1], ...].
 */
export function layerGroups(seqLen: number, chosen: number): number[][] {
  const groups = inAnswers(allLayers, () => layerBytes(seqLen));
  return groups.toSorted((a, b) => Number(b.includes(chosen)) - Number(a.includes(chosen)));
}

/** What has arrived of a long text: the layers, and summaries in which the numbers of other layers are NaN. */
export interface PartialSummaries {
  readonly summaries: HeadSummaries;
  readonly layers: readonly number[];
}

/** The summaries of a long text before its first layers have arrived. */
export function nothingYet(seqLen: number): PartialSummaries {
  return { summaries: emptySummaries(layerCount * headCount, seqLen), layers: [] };
}

/**
 * Thumbnails and metrics of a text whose weights do not fit one answer. A few layers at a time are fetched as bytes and
 * pooled in a worker, and each result is yielded together with those before. The metrics are the API's own.
 * @param chosen the layer to begin with
 */
export async function* summariseLongText(
  sentence: Sentence,
  seqLen: number,
  chosen: number,
  before: PartialSummaries,
  signal: AbortSignal,
): AsyncGenerator<PartialSummaries> {
  let { summaries, layers: there } = before;
  for (const layers of layerGroups(seqLen, chosen).filter(([first]) => !there.includes(first!))) {
    const { bytes, metrics } = await fetchHeadBytes(sentence, layers, seqLen, signal);
    const thumbnails = await summariseBytes(bytes, seqLen);
    summaries = withLayers(summaries, layers[0]!, thumbnails, metrics);
    there = [...there, ...layers];
    yield { summaries, layers: there };
  }
}

function withLayers(
  before: HeadSummaries,
  first: number,
  thumbnails: Uint8Array,
  metrics: Readonly<Record<string, Float32Array>>,
): HeadSummaries {
  const at = first * headCount;
  const all = { ...before, thumbnails: before.thumbnails.slice() };
  all.thumbnails.set(thumbnails, at * before.side ** 2);
  for (const name of headMetricNames) all.metrics[name].set(metrics[name] ?? [], at);
  return all;
}
