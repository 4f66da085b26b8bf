import { onMount } from 'svelte';
import { ModelDown, ModelRefused } from '../model/ask-model.ts';
import { fetchAttention } from '../model/attention-client.ts';
import { readAttentionFile } from '../model/attention-file.ts';
import {
  type AttentionLens,
  type AttentionTrace,
  headWeights,
  type PlainTrace,
  unpackTrace,
} from '../model/attention-trace.ts';
import { plainReading, type ReaderPlace, type Reading } from '../model/reader-place.ts';
import { noteTokenCount, TextTooLong } from '../model/token-count.ts';
import { pushAddress, replaceAddress } from './address.ts';
import { isPlace, readFragment, readReading, writeFragment } from './fragment.ts';
import { currentPlace, showsPlace } from './kept-place.ts';
import { firstPreset, type Preset, presetOf } from './presets.ts';

export type ReaderStatus =
  | { readonly kind: 'ready' | 'asking' | 'slow' }
  | { readonly kind: 'refused'; readonly message: string; readonly tooLong?: TextTooLong }
  | { readonly kind: 'down'; readonly message: string };

/** After this many milliseconds without an answer the page says that it is waiting. */
export const patience = 300;

const { text, pair, layer, head, token } = firstPreset;
/** Where every page begins, and what its first paint shows. */
export const start: ReaderPlace = { text, pair, layer, head, token };

/** Where the reader is and what the model said there; one for the page, shared by its islands. */
class Reader {
  place = $state.raw<ReaderPlace>(start);
  /** How the reader wants attention shown. */
  reading = $state.raw<Reading>(plainReading);
  /** The place whose question was answered last. */
  answered = $state.raw<ReaderPlace>(start);
  /** Of the last sentence that was answered; null until the first answer. */
  trace = $state.raw<AttentionTrace | null>(null);
  status = $state.raw<ReaderStatus>({ kind: 'ready' });
  #started = false;
  #asking = new AbortController();

  /** Restores the place from the fragment and follows the back button. Once a page, whoever comes first. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    const restore = (fragment: string) => {
      this.reading = readReading(fragment);
      this.#go(readFragment(fragment, start));
    };
    addEventListener('popstate', () => isPlace(location.hash) && restore(location.hash));
    restore(showsPlace(location.pathname) ? currentPlace() : location.hash);
  }

  /** Asks for another sentence. */
  read(text: string, pair: string, at: Partial<ReaderPlace> = {}): void {
    this.#go({ ...this.place, token: 1, ...at, text, pair });
    pushAddress(this.#fragment());
  }

  pickHead(layer: number, head: number): void {
    this.#go({ ...this.place, layer, head });
    replaceAddress(this.#fragment());
  }

  pickToken(token: number): void {
    this.place = { ...this.place, token };
    replaceAddress(this.#fragment());
  }

  /** Shows the same place in another way. */
  readAs(change: Partial<Reading>): void {
    this.reading = { ...this.reading, ...change };
    replaceAddress(this.#fragment());
    this.#go(this.place);
  }

  retry(): void {
    void this.#ask(this.place);
  }

  #fragment(): string {
    return writeFragment(this.place, this.reading);
  }

  #go(place: ReaderPlace): void {
    const sameText = place.text === this.place.text && place.pair === this.place.pair;
    this.place = place;
    if (sameText && this.trace && isIn(this.trace, place, this.reading)) return;
    void this.#ask(place);
  }

  async #ask(place: ReaderPlace): Promise<void> {
    this.#asking.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.status = { kind: 'asking' };
    const waiting = setTimeout(() => {
      this.status = { kind: 'slow' };
    }, patience);
    try {
      const trace = await askFor(place, attentionLens(this.reading), asking.signal);
      if (!asking.signal.aborted) this.#answer(trace, place);
    } catch (error) {
      if (!asking.signal.aborted) await this.#fail(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  #answer(trace: AttentionTrace, place: ReaderPlace): void {
    this.answered = place;
    this.trace = trace;
    this.status = { kind: 'ready' };
    const last = trace.tokens.length - 1;
    if (this.place.token > last) this.place = { ...this.place, token: last };
  }

  /** Says what went wrong; the figures keep the last sentence, or get the first one, so that they stay alive. */
  async #fail(error: unknown): Promise<void> {
    this.status = failure(error);
    this.trace ??= (await fetchPreset(firstPreset)) ?? null;
  }
}

function isIn(trace: AttentionTrace, { layer, head }: ReaderPlace, reading: Reading): boolean {
  return (trace.holds ?? 'weight') === attentionLens(reading) && headWeights(trace, layer, head) !== undefined;
}

/** What figures of attention show: mixing is no matrix, beside it the weights stand. */
function attentionLens({ lens }: Reading): AttentionLens {
  return lens === 'mixing' ? 'weight' : lens;
}

async function askFor(place: ReaderPlace, lens: AttentionLens, signal: AbortSignal): Promise<AttentionTrace> {
  const preset = lens === 'weight' ? presetOf(place) : undefined;
  return (preset && (await fetchPreset(preset, signal))) ?? fetchAttention({ ...place, lens }, signal);
}

/** The answer that the site holds itself; undefined when it cannot be had. */
async function fetchPreset(preset: Preset, signal?: AbortSignal): Promise<AttentionTrace | undefined> {
  const file = await fetch(`/presets/${preset.id}.safetensors`, { signal: signal ?? null }).catch(() => undefined);
  if (!file?.ok) return undefined;
  const trace = readAttentionFile(new Uint8Array(await file.arrayBuffer()));
  noteTokenCount(preset, trace.tokens.length);
  return trace;
}

/** What went wrong, in words for the reader. */
export function failure(error: unknown): ReaderStatus {
  if (error instanceof TextTooLong) return { kind: 'refused', message: error.message, tooLong: error };
  if (error instanceof ModelRefused) return { kind: 'refused', message: error.message };
  const message = error instanceof ModelDown ? error.message : 'This page could not read what the model answered.';
  return { kind: 'down', message };
}

export const reader = new Reader();

/** What an island shows: the page's own first paint until it is hydrated, the reader's place from then on. */
export function followReader(initial: PlainTrace) {
  const first = unpackTrace(initial);
  let hydrated = $state(false);
  onMount(() => {
    hydrated = true;
    reader.start();
  });
  const isLive = () => hydrated && reader.trace !== null;
  return {
    /** Whether the figures show an answer rather than the first paint. */
    get isLive() {
      return isLive();
    },
    get trace() {
      return (hydrated && reader.trace) || first;
    },
    get place() {
      return isLive() ? reader.place : start;
    },
    /** The sentence of the trace. */
    get answered(): Pick<ReaderPlace, 'text' | 'pair'> {
      return isLive() ? reader.answered : start;
    },
    get reading(): Reading {
      return isLive() ? reader.reading : plainReading;
    },
    /** The sentence in the box, answered or not. */
    get question() {
      return hydrated ? reader.place : start;
    },
    get status(): ReaderStatus {
      return hydrated ? reader.status : { kind: 'ready' };
    },
  };
}
