import { onMount } from 'svelte';
import { modelSource } from '../model/model-source.svelte.ts';
import type { ReaderPlace } from '../model/reader-place.ts';
import type { FigureView, Trace } from '../model/trace.ts';
import { fetchTrace } from '../model/trace-client.ts';
import { failure, patience, type ReaderStatus, reader, start } from './reader.svelte.ts';

interface Asked {
  readonly question: string;
  readonly asking: AbortController;
  readonly trace: Promise<Trace>;
}

/**
 * What a figure shows: its first paint, then the tensors of the place where the reader is. What was shown stays until
 * the next answer is there, so that a figure never mixes two sentences.
 */
export function followTrace<View>(figure: FigureView<View>, initial: View) {
  let shown = $state.raw(initial);
  let status = $state.raw<ReaderStatus>({ kind: 'ready' });
  let asked: Asked | undefined;

  onMount(() => reader.start());
  $effect(() => {
    const place = reader.place;
    // Another source of answers is another chance.
    void modelSource.tab;
    if (isStart(place)) {
      shown = initial;
      status = { kind: 'ready' };
    } else void show(place);
  });

  async function show(place: ReaderPlace): Promise<void> {
    const mine = ask(place);
    status = { kind: 'asking' };
    const waiting = setTimeout(() => {
      if (mine === asked) status = { kind: 'slow' };
    }, patience);
    try {
      const trace = await mine.trace;
      if (mine !== asked || place !== reader.place) return;
      shown = figure.view(trace, place);
      status = { kind: 'ready' };
    } catch (error) {
      if (mine !== asked) return;
      asked = undefined;
      status = failure(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  function ask(place: ReaderPlace): Asked {
    const names = figure.names(place);
    const question = JSON.stringify([place.text, place.pair, names]);
    if (asked?.question === question) return asked;
    asked?.asking.abort();
    const asking = new AbortController();
    asked = { question, asking, trace: fetchTrace(place, names, asking.signal) };
    return asked;
  }

  return {
    get shown() {
      return shown;
    },
    get status() {
      return status;
    },
    retry: () => void show(reader.place),
  };
}

function isStart(place: ReaderPlace): boolean {
  return Object.entries(start).every(([field, value]) => place[field as keyof ReaderPlace] === value);
}
