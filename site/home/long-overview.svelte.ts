import { untrack } from 'svelte';
import type { PartialSummaries } from '../figures/marks/all-heads/long-text.ts';
import { layerCount } from '../model/reader-place.ts';
import { failure } from '../reader/asking-status.ts';

/** A text whose weights are more than one answer, and the layer that is looked at. */
export interface LongText {
  readonly text: string;
  readonly pair: string;
  readonly seqLen: number;
  readonly layer: number;
}

/** The overview of a long text, layers by layers as they come; undefined where the text is not long. */
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
      // Most readers' texts are not long.
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
    /** How far it is, in words; empty when all is there. */
    get progress() {
      const count = part?.layers.length ?? 0;
      return (
        trouble || (key === undefined || count === layerCount ? '' : `${count} of ${layerCount} layers are here …`)
      );
    },
  };
}
