import { onMount } from 'svelte';
import { askTrace, tracesTogether } from '../model/ask-traces.ts';
import type { ReaderPlace } from '../model/reader-place.ts';
import type { FigureView, Trace } from '../model/trace.ts';
import { Asking } from './asking.svelte.ts';
import type { AskingStatus } from './asking-status.ts';
import { reader, start } from './reader.svelte.ts';

/**
 * The state of a figure that follows the reader: its first paint, then the tensors of the reader's place. The last
 * answer stays until the next one is there, so that a figure never mixes two sentences. Nothing is asked while the
 * place is about to change.
 * @param isHeld whether the first paint already holds what the figure shows of a place
 */
export function followTrace<View>(
  figure: FigureView<View>,
  initial: () => View,
  isHeld: (place: ReaderPlace) => boolean = isStart,
) {
  const asking = new Asking<ReaderPlace, Trace>((place, signal) => askTrace(place, figure.names(place), signal), {
    key: (place) => JSON.stringify([place.text, place.pair, figure.names(place)]),
  });
  onMount(() => {
    reader.start();
    // Fetched before the first question, so that also that one goes with what else the page asks.
    tracesTogether().catch(() => undefined);
  });
  asking.follow(() => (isHeld(reader.place) ? undefined : reader.place), { isWanted: () => !reader.isLanding });
  const shown = $derived(asking.answer ? figure.view(asking.answer.value, asking.answer.question) : initial());
  return {
    get shown() {
      return shown;
    },
    get status(): AskingStatus {
      return reader.isLanding ? { kind: 'asking' } : asking.status;
    },
    retry: () => asking.retry(),
  };
}

/** Whether this is the place where every page begins. */
export function isStart(place: ReaderPlace): boolean {
  return Object.entries(start).every(([field, value]) => place[field as keyof ReaderPlace] === value);
}
