import { untrack } from 'svelte';
import type { PartialSummaries } from '../figures/marks/all-heads/long-text.ts';
import { layerCount } from '../model/reader-place.ts';
import { failure } from '../reader/asking-status.ts';

/** A text too long for the weights of all its heads to fit one answer, and the layer that the reader looks at. */
export interface LongText {
  readonly text: string;
  readonly pair: string;
  readonly seqLen: number;
  readonly layer: number;
}

/** The overview of a long text, filled in as its layers arrive; undefined where the text is not long. */
export function followLongText(long: () => LongText | undefined) {
  let part = $state.raw<PartialSummaries>();
  let trouble = $state('');
  const key = $derived.by(() => {
    const asked = long();
    return asked && JSON.stringify([asked.text, asked.pair]);
  });

  $effect(() => {
    part = undefined;
    trouble = '';
    if (key === undefined) return;
    const asking = new AbortController();
    void show(untrack(long)!, asking.signal);
    return () => asking.abort();
  });

  async function show({ layer, seqLen, ...sentence }: LongText, signal: AbortSignal): Promise<void> {
    try {
      // Loaded late, because most texts are not long.
      const { nothingYet, summariseLongText } = await import('../figures/marks/all-heads/long-text.ts');
      for await (const more of summariseLongText(sentence, seqLen, layer, nothingYet(seqLen), signal)) {
        if (signal.aborted) return;
        part = more;
      }
    } catch (error) {
      if (!signal.aborted) trouble = failure(error).message;
    }
  }

  return {
    get summaries() {
      return part?.summaries;
    },
    /** How much has arrived, in words; empty when all has. */
    get progress() {
      const count = part?.layers.length ?? 0;
      return (
        trouble || (key === undefined || count === layerCount ? '' : `${count} of ${layerCount} layers are here …`)
      );
    },
  };
}
