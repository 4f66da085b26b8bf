import { onMount, untrack } from 'svelte';
import { readAttentionFile } from '../model/attention-file.ts';
import {
  type AttentionLens,
  type AttentionTrace,
  headWeights,
  type PlainTrace,
  unpackTrace,
} from '../model/attention-trace.ts';
import { fetchAttention } from '../model/fetch-attention.ts';
import { plainReading, type ReaderPlace, type Reading, type Sentence } from '../model/reader-place.ts';
import { noteTokenCount } from '../model/token-count.ts';
import { pushAddress, replaceAddress } from './address.ts';
import { type Answered, Asking } from './asking.svelte.ts';
import { type AskingStatus, idle, isComing } from './asking-status.ts';
import { isPlace, readFragment, readReading, writeFragment } from './fragment.ts';
import { currentPlace, showsPlace } from './kept-place.ts';
import { type Landing, landingOn, namesPlace, openingOf } from './landing.ts';
import { firstPreset, type Preset, presetOf } from './presets.ts';

const { text, pair, layer, head, token } = firstPreset;
/** Where every page begins, and what its first paint shows. */
export const start: ReaderPlace = { text, pair, layer, head, token };

interface Weighed extends Sentence {
  readonly lens: AttentionLens;
}

/** A place and what is to be read off it. */
interface Wanted extends ReaderPlace, Weighed {
  /** Whether the figures go to what stands out. */
  readonly lands: boolean;
  /** The weights, where they are there already. */
  readonly known?: AttentionTrace | undefined;
}

/** What the model said of a sentence, and where in it the figures go, if anywhere else than where they are. */
interface Read {
  readonly trace: AttentionTrace;
  readonly landing?: Landing | undefined;
}

/** Where the reader is and what the model said there; one for the page, shared by its islands. */
class Reader {
  place = $state.raw<ReaderPlace>(start);
  /** How the reader wants attention shown. */
  reading = $state.raw<Reading>(plainReading);
  /** Shown where there is no answer, so that the figures stay alive. */
  #preset = $state.raw<AttentionTrace>();
  #started = false;
  /** The reader's own head stays for the sentences that follow. */
  #isHeadPicked = false;
  /** Whether the sentence that is asked for shall open on what stands out in it. */
  #lands = $state(false);
  readonly #asking = new Asking<Wanted, Read>(readFor, {
    key: ({ text, pair, lens, lands, layer, head }) => JSON.stringify([text, pair, lens, lands, layer, head]),
    onanswer: (answer) => this.#settleAt(answer),
    onfailure: () => void this.#showPreset(),
  });

  get status(): AskingStatus {
    return this.#asking.status;
  }

  /** Whether the place is about to become another: what the sentence opens on is being looked for. */
  get isLanding(): boolean {
    return this.#lands && isComing(this.status);
  }

  /** The place whose question was answered last. */
  get answered(): ReaderPlace {
    return this.#asking.answer?.question ?? start;
  }

  /** Of the last sentence that was answered; null until the first answer. */
  get trace(): AttentionTrace | null {
    return this.#asking.answer?.value.trace ?? this.#preset ?? null;
  }

  /** The weights of all heads that fit an answer, where a sentence is what was answered last. */
  weightsOf(sentence: Sentence): AttentionTrace | undefined {
    const { answer } = this.#asking;
    if (answer?.question.lens !== 'weight' || !isSame(answer.question, { ...sentence, lens: 'weight' }))
      return undefined;
    return answer.value.trace;
  }

  /** Restores the place from the fragment and follows the back button. Once a page, whoever comes first. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    const restore = (fragment: string) => {
      this.reading = readReading(fragment);
      this.#open(readFragment(fragment, start), namesPlace(fragment));
    };
    addEventListener('popstate', () => isPlace(location.hash) && restore(location.hash));
    restore(showsPlace(location.pathname) ? currentPlace() : location.hash);
  }

  /** Asks for another sentence. */
  read(text: string, pair: string, at: Partial<ReaderPlace> = {}): void {
    const isNamed = Object.keys(at).length > 0 || (text === this.place.text && pair === this.place.pair);
    this.#open({ ...this.place, token: 1, ...at, text, pair }, isNamed);
    pushAddress(this.#fragment());
  }

  /** The same for a sentence on the way to another, as while one types: no step of the history. */
  readOnTheWay(text: string, pair: string, at: Partial<ReaderPlace>): void {
    this.#go({ ...this.place, ...at, text, pair });
    replaceAddress(this.#fragment());
  }

  /** The sentence is finished: the figures go to what stands out in it, unless the reader has picked a head. */
  finishTyping(): void {
    this.#open(this.place, false);
  }

  pickHead(layer: number, head: number): void {
    this.#isHeadPicked = true;
    this.#lands = false;
    this.#go({ ...this.place, layer, head });
    replaceAddress(this.#fragment());
  }

  pickToken(token: number): void {
    this.#lands = false;
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
    this.#asking.retry();
  }

  #fragment(): string {
    return writeFragment(this.place, this.reading);
  }

  /** @param isNamed whether it is said where in the sentence to go */
  #open(place: ReaderPlace, isNamed: boolean): void {
    const { at, lands } = openingOf(place, { isNamed, isPicked: this.#isHeadPicked });
    this.#lands = lands;
    this.#go({ ...place, ...at });
  }

  #go(place: ReaderPlace): void {
    this.place = place;
    const wanted = { ...place, lens: attentionLens(this.reading), lands: this.#lands };
    const { answer, question, status } = this.#asking;
    const isThere =
      answer && isSame(answer.question, wanted) && headWeights(answer.value.trace, place.layer, place.head);
    const known = isThere ? answer.value.trace : undefined;
    if (isThere && (!wanted.lands || answer.question.lands)) {
      this.#asking.cancel();
      this.#land(answer.value.landing);
    } else if (question === undefined || status.kind === 'answered' || !isEnough(question, wanted))
      this.#asking.ask({ ...wanted, known });
  }

  /** Unless the reader has gone somewhere while the answer was on its way. */
  #land(landing: Landing | undefined): void {
    if (this.#lands && landing) {
      this.place = { ...this.place, ...landing };
      replaceAddress(this.#fragment());
    }
    this.#lands = false;
  }

  /** A text may be shorter than the one before; and an answer that holds one head may come when another is wanted. */
  #settleAt({ question, value: { trace, landing } }: Answered<Wanted, Read>): void {
    this.#land(landing);
    const last = trace.tokens.length - 1;
    if (this.place.token > last) this.place = { ...this.place, token: last };
    const { layer, head } = this.place;
    if (layer !== question.layer || head !== question.head) this.#go(this.place);
  }

  async #showPreset(): Promise<void> {
    if (!this.trace) this.#preset = await fetchPreset(firstPreset);
  }
}

/** Whether one answer may answer both: the heads that it holds are another matter. */
function isSame(a: Weighed, b: Weighed): boolean {
  return a.text === b.text && a.pair === b.pair && a.lens === b.lens;
}

/** Whether the answer that is on its way is all that is wanted. */
function isEnough(asked: Wanted, wanted: Wanted): boolean {
  return isSame(asked, wanted) && (asked.lands || !wanted.lands);
}

/** What figures of attention show: mixing is no matrix, beside it the weights stand. */
function attentionLens({ lens }: Reading): AttentionLens {
  return lens === 'mixing' ? 'weight' : lens;
}

/** The weights, and where to land in one step with them: no figure shows a place and leaves it at once. */
async function readFor(wanted: Wanted, signal: AbortSignal): Promise<Read> {
  const asked = Promise.resolve(wanted.known ?? askFor(wanted, signal));
  if (!wanted.lands) return { trace: await asked };
  const landing = findLanding(wanted, asked, signal);
  return { trace: await asked, landing: await landing };
}

/** Undefined where nothing stands out, or it cannot be had: the sentence opens all the same. */
async function findLanding(
  wanted: Wanted,
  asked: Promise<AttentionTrace>,
  signal: AbortSignal,
): Promise<Landing | undefined> {
  try {
    const { fetchFinds } = await import('./finds.ts');
    return landingOn(await fetchFinds(wanted, signal, wanted.lens === 'weight' ? asked : undefined));
  } catch {
    return undefined;
  }
}

async function askFor(wanted: Wanted, signal: AbortSignal): Promise<AttentionTrace> {
  const preset = wanted.lens === 'weight' ? presetOf(wanted) : undefined;
  return (preset && (await fetchPreset(preset, signal))) ?? fetchAttention(wanted, signal);
}

/** The answer that the site holds itself; undefined when it cannot be had. */
async function fetchPreset(preset: Preset, signal?: AbortSignal): Promise<AttentionTrace | undefined> {
  const file = await fetch(`/presets/${preset.id}.safetensors`, { signal: signal ?? null }).catch(() => undefined);
  if (!file?.ok) return undefined;
  const trace = readAttentionFile(new Uint8Array(await file.arrayBuffer()));
  noteTokenCount(preset, trace.tokens.length);
  return trace;
}

export const reader = new Reader();

/** What an island shows: the page's own first paint until it is hydrated, the reader's place from then on. */
export function followReader(initial: () => PlainTrace) {
  const first = unpackTrace(untrack(initial));
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
    get answered(): Sentence {
      return isLive() ? reader.answered : start;
    },
    get reading(): Reading {
      return isLive() ? reader.reading : plainReading;
    },
    /** The sentence in the box, answered or not. */
    get question() {
      return hydrated ? reader.place : start;
    },
    get status(): AskingStatus {
      return hydrated ? reader.status : idle;
    },
  };
}
