import { onMount, untrack } from 'svelte';
import { type AttentionTrace, headWeights, type PlainTrace, unpackTrace } from '../model/attention-trace.ts';
import { plainReading, type ReaderPlace, type Reading, type Sentence } from '../model/reader-place.ts';
import { pushAddress, replaceAddress } from './address.ts';
import { type Answered, Asking } from './asking.svelte.ts';
import { type AskingStatus, idle, isComing } from './asking-status.ts';
import { isPlace, readFragment, readReading, writeFragment } from './fragment.ts';
import { currentPlace, showsPlace } from './kept-place.ts';
import { type Landing, namesPlace, openingOf } from './landing.ts';
import { firstPreset } from './presets.ts';
import { attentionLens, fetchPreset, isEnough, isSame, type Read, readFor, type Wanted } from './read-sentence.ts';

const { text, pair, layer, head, token } = firstPreset;
/** Where every page begins, and what its first paint shows. */
export const start: ReaderPlace = { text, pair, layer, head, token };

/** The reader's place and the model's answer there. There is one instance for the page, shared by its islands. */
class Reader {
  place = $state.raw<ReaderPlace>(start);
  /** How the reader wants attention shown. */
  reading = $state.raw<Reading>(plainReading);
  /** Shown where the model gives no answer, so that the figures have something to show. */
  #preset = $state.raw<AttentionTrace>();
  #started = false;
  /** Whether the reader has picked a head, which then stays for the sentences that follow. */
  #isHeadPicked = false;
  /** Whether the sentence on its way opens at what stands out in it. */
  #lands = $state(false);
  /** Where the figures went by themselves, until the reader goes on from there. */
  landed = $state.raw<Landing>();
  readonly #asking = new Asking<Wanted, Read>(readFor, {
    key: ({ text, pair, lens, lands, layer, head }) => JSON.stringify([text, pair, lens, lands, layer, head]),
    onanswer: (answer) => this.#settleAt(answer),
    onfailure: () => void this.#showPreset(),
  });

  get status(): AskingStatus {
    return this.#asking.status;
  }

  /** Whether the place is about to change, because the search for what stands out is still running. */
  get isLanding(): boolean {
    return this.#lands && isComing(this.status);
  }

  /** The place whose question was answered last. */
  get answered(): ReaderPlace {
    return this.#asking.answer?.question ?? start;
  }

  /** The answer to the last sentence that was answered; null before the first answer. */
  get trace(): AttentionTrace | null {
    return this.#asking.answer?.value.trace ?? this.#preset ?? null;
  }

  /**
   * The weights of a sentence where it is the one that was answered last: of all heads, or of one where all do not fit
   * one answer.
   */
  weightsOf(sentence: Sentence): AttentionTrace | undefined {
    const { answer } = this.#asking;
    return answer && isSame(answer.question, { ...sentence, lens: 'weight' }) ? answer.value.trace : undefined;
  }

  /**
   * Restores the place from the fragment and follows the back button. Islands may all call it; only the first call
   * counts.
   */
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

  /** The same for a sentence that the reader is still typing, without an entry of the history. */
  readOnTheWay(text: string, pair: string, at: Partial<ReaderPlace>): void {
    this.#go({ ...this.place, ...at, text, pair });
    replaceAddress(this.#fragment());
  }

  /**
   * Call when the sentence is finished: the figures go to what stands out in it, unless the reader has picked a head.
   */
  finishTyping(): void {
    this.#open(this.place, false);
  }

  pickHead(layer: number, head: number): void {
    this.#isHeadPicked = true;
    this.#lands = false;
    this.landed = undefined;
    this.#go({ ...this.place, layer, head });
    replaceAddress(this.#fragment());
  }

  /** Keeps a head for all sentences of a page that is about it; the address stays as it is. */
  stayAt(layer: number, head: number): void {
    this.start();
    this.#isHeadPicked = true;
    this.#lands = false;
    this.#go({ ...this.place, layer, head });
  }

  pickToken(token: number): void {
    this.#lands = false;
    this.landed = undefined;
    this.place = { ...this.place, token };
    replaceAddress(this.#fragment());
  }

  /** Changes how attention is shown at the same place. */
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

  /** @param isNamed whether the caller named a place in the sentence */
  #open(place: ReaderPlace, isNamed: boolean): void {
    const { at, lands } = openingOf(place, { isNamed, isPicked: this.#isHeadPicked });
    this.#lands = lands;
    this.landed = undefined;
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

  /** Goes to the landing, unless the reader has gone elsewhere while the answer was on its way. */
  #land(landing: Landing | undefined): void {
    if (this.#lands && landing) {
      this.place = { ...this.place, ...landing };
      this.landed = landing;
      replaceAddress(this.#fragment());
    }
    this.#lands = false;
  }

  /**
   * Keeps the place valid after an answer: the new text may be shorter than the token's index, which then is that of the
   * last word, before [SEP]; and the answer may hold another head than the one that is wanted by now.
   */
  #settleAt({ question, value: { trace, landing } }: Answered<Wanted, Read>): void {
    this.#land(landing);
    const last = trace.tokens.length - 1;
    if (this.place.token > last) this.place = { ...this.place, token: last - 1 };
    const { layer, head } = this.place;
    if (layer !== question.layer || head !== question.head) this.#go(this.place);
  }

  async #showPreset(): Promise<void> {
    if (!this.trace) this.#preset = await fetchPreset(firstPreset);
  }
}

export const reader = new Reader();

/** The state of an island: the page's own first paint until it is hydrated, the reader's place from then on. */
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
    /** The sentence in the box, which may not be answered yet. */
    get question() {
      return hydrated ? reader.place : start;
    },
    get status(): AskingStatus {
      return hydrated ? reader.status : idle;
    },
  };
}
