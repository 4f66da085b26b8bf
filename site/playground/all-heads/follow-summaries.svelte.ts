import { untrack } from 'svelte';
import { summarise } from '../../figures/marks/all-heads/ask-worker.ts';
import type { HeadSummaries } from '../../figures/marks/all-heads/head-summaries.ts';
import { nothingYet, type PartialSummaries, summariseLongText } from '../../figures/marks/all-heads/long-text.ts';
import { maxThumbnailSide } from '../../figures/marks/all-heads/overview-layout.ts';
import type { AttentionTrace } from '../../model/attention-trace.ts';
import { allHeadsTokens } from '../../model/in-answers.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { failure } from '../../reader/asking-status.ts';
import { hasChanges } from '../changes/head-mask.ts';
import type { Read } from '../readings.ts';

interface Look {
  /** The layer that is chosen: it comes first. */
  readonly layer: number;
  /** Whether somebody looks: what is left is fetched only then. */
  readonly isWanted: boolean;
}

/** What the overview shows of a text: of all heads at once where one answer holds them, else layers by layers as they come. */
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
  /** The last look, whose answer on its way is taken before the next one asks. */
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
    /** What was summarised; undefined where it is the weights as they are, by the API. */
    get of() {
      return of;
    },
    /** What is drawn, in words. */
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
