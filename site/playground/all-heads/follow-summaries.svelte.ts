import { untrack } from 'svelte';
import { summarise } from '../../figures/marks/all-heads/ask-worker.ts';
import type { HeadSummaries } from '../../figures/marks/all-heads/head-summaries.ts';
import { nothingYet, type PartialSummaries, summariseLongText } from '../../figures/marks/all-heads/long-text.ts';
import { maxThumbnailSide } from '../../figures/marks/all-heads/overview-layout.ts';
import type { AttentionTrace } from '../../model/attention-trace.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { failure } from '../../reader/asking-status.ts';
import { hasChanges } from '../changes/changed-pass.ts';
import { allHeadsTokens, type Read } from '../readings.ts';

interface Look {
  /** The chosen layer, which is fetched first. */
  readonly layer: number;
  /** Whether the overview is on screen; only then the missing layers are fetched. */
  readonly isWanted: boolean;
}

/**
 * What the overview shows of a text: all heads at once where one answer holds them, otherwise a few layers at a time as
 * they arrive.
 */
export function followSummaries(
  read: () => Read | undefined,
  before: () => AttentionTrace | undefined,
  look: () => Look,
) {
  let value = $state.raw<HeadSummaries>();
  let of = $state.raw<Read>();
  let progress = $state('');
  const whole = $derived(wholeOf(read()));
  const unchanged = $derived(wholeOf(before()));
  const longText = $derived.by(() => {
    const from = read();
    if (!from || from.tokens.length <= allHeadsTokens) return undefined;
    return JSON.stringify([from.text, from.pair, from.tokens.length]);
  });

  $effect(() => {
    const trace = whole;
    if (!trace) return;
    let isLatest = true;
    void summarise(trace, unchanged).then((found) => {
      if (!isLatest) return;
      value = found;
      of = trace;
      progress = '';
    });
    return () => {
      isLatest = false;
    };
  });

  const isWanted = $derived(look().isWanted);
  /** The previous look at a long text. Its answer on the way is taken before the next look asks. */
  let last: Promise<void> = Promise.resolve();
  let known: { readonly text: string; readonly part: PartialSummaries } | undefined;

  $effect(() => {
    if (longText === undefined) return;
    const text = longText;
    const from = untrack(read)!;
    if (known?.text !== text) known = { text, part: nothingYet(from.tokens.length) };
    value = known.part.summaries;
    of = undefined;
    progress = inWords(known.part.layers.length, from.tokens.length);
    if (!isWanted || known.part.layers.length === layerCount) return;
    const asking = new AbortController();
    last = last.then(() => (asking.signal.aborted ? undefined : showLongText(text, from, asking.signal)));
    return () => asking.abort();
  });

  async function showLongText(key: string, { text, pair, tokens }: Read, signal: AbortSignal): Promise<void> {
    const { layer } = untrack(look);
    try {
      for await (const part of summariseLongText({ text, pair }, tokens.length, layer, known!.part, signal)) {
        if (known?.text !== key) return;
        known = { text: key, part };
        if (signal.aborted) return;
        value = part.summaries;
        progress = inWords(part.layers.length, tokens.length);
      }
    } catch (error) {
      if (!signal.aborted) progress = failure(error).message;
    }
  }

  return {
    get value() {
      return value;
    },
    /** What the summaries were computed from; undefined where they are the API's own, of the unchanged weights. */
    get of() {
      return of;
    },
    /** A note that says what the thumbnails show. */
    get note() {
      return [progress, drawn(read())].filter(Boolean).join(' ');
    },
  };
}

function inWords(layers: number, seqLen: number): string {
  if (layers === layerCount) return '';
  if (layers > 0) return `${layers} of ${layerCount} layers are here …`;
  return `Fetching ${(layerCount * headCount * seqLen ** 2).toLocaleString('en')} weights, layers by layers …`;
}

function drawn(read: Read | undefined): string {
  const seqLen = read?.tokens.length ?? 0;
  if (read && seqLen > allHeadsTokens && (hasChanges(read.changes) || read.lens !== 'weight')) {
    return `Beyond ${allHeadsTokens} tokens these are the weights of the unchanged model.`;
  }
  const pooled = seqLen > maxThumbnailSide;
  return pooled ? 'Each thumbnail cell is the largest of its block, √ scale.' : 'One thumbnail cell a number, √ scale.';
}

function wholeOf<T extends AttentionTrace>(trace: T | undefined): T | undefined {
  return trace?.layers.length === layerCount && trace.heads.length === headCount ? trace : undefined;
}
