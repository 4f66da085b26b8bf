import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReaderPlace, Sentence } from '../model/reader-place.ts';
import { estimateTokens } from '../model/token-count.ts';
import { currentAddress, pushAddress, replaceAddress } from '../reader/address.ts';

/** Milliseconds that typing must rest before the model is asked: long texts take it longer. */
const rest = 150;
const longRest = 600;
const longText = 64;

/** How long typing must rest before this is asked, in milliseconds. */
export function restOf(sentence: Sentence): number {
  return estimateTokens(sentence) > longText ? longRest : rest;
}

/** The same words with spaces at their ends are the same question. */
export function trimmed({ text, pair }: Sentence): Sentence {
  return { text: text.trim(), pair: pair.trim() };
}

/**
 * The reader's token in a text that was changed: the same as long as nothing up to its end is another, else the first.
 * @param tokens of the text before the change
 */
export function keptToken(before: ReaderPlace, tokens: readonly Token[], after: Sentence): number {
  const token = tokens[before.token];
  if (!token || token.special || token.type === 1) return 1;
  return after.text.startsWith(before.text.slice(0, token.end)) ? before.token : 1;
}

/** What is asked while one types, and when. */
export type Ask = (sentence: Sentence) => void;

/**
 * A sentence on its way to another: it is asked whenever typing rests, and the address follows in place. When the change is
 * finished the history has one entry more, from which the back button returns to the sentence before.
 */
export class Typing {
  readonly #ask: Ask;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What waits for typing to rest. */
  #waiting: Sentence | undefined;
  /** The address before the change; undefined where nothing has changed. */
  #before: string | undefined;

  /** @param ask shows a sentence, and replaces the address by its own */
  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Asks for it when typing rests; for nothing at all where there is no text. */
  type(sentence: Sentence): void {
    clearTimeout(this.#timer);
    const { text, pair } = trimmed(sentence);
    this.#waiting = text ? { text, pair } : undefined;
    if (this.#waiting) this.#timer = setTimeout(() => this.#askWaiting(), restOf(this.#waiting));
  }

  /**
   * What still waits is asked now, and the change becomes one step of the history.
   * @returns whether there was a change
   */
  finish(): boolean {
    this.#askWaiting();
    const [before, now] = [this.#before, currentAddress()];
    this.#before = undefined;
    if (before === undefined || before === now) return false;
    replaceAddress(before);
    pushAddress(now);
    return true;
  }

  /** The address has gone elsewhere: what was being typed is no more. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
    this.#before = undefined;
  }

  #askWaiting(): void {
    clearTimeout(this.#timer);
    const asked = this.#waiting;
    this.#waiting = undefined;
    if (!asked) return;
    this.#before ??= currentAddress();
    this.#ask(asked);
  }
}
