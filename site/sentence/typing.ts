import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReaderPlace, Sentence } from '../model/reader-place.ts';
import { estimateTokens } from '../model/token-count.ts';
import { currentAddress, pushAddress, replaceAddress } from '../reader/address.ts';

/**
 * Milliseconds without a key before the model is asked. Long texts wait longer, because the model takes longer for
 * them.
 */
const rest = 150;
const longRest = 600;
const longText = 64;

/** Milliseconds without a key before this sentence is asked. */
export function restOf(sentence: Sentence): number {
  return estimateTokens(sentence) > longText ? longRest : rest;
}

/** The sentence without spaces at its ends, which do not change the question. */
export function trimmed({ text, pair }: Sentence): Sentence {
  return { text: text.trim(), pair: pair.trim() };
}

/**
 * The reader's token in a changed text: the same index as long as the text up to the token's end is unchanged, else 1,
 * the first token after [CLS].
 * @param tokens of the text before the change
 */
export function keptToken(before: ReaderPlace, tokens: readonly Token[], after: Sentence): number {
  const token = tokens[before.token];
  if (!token || token.special || token.type === 1) return 1;
  return after.text.startsWith(before.text.slice(0, token.end)) ? before.token : 1;
}

/** Shows the sentence as it is being typed. */
export type Ask = (sentence: Sentence) => void;

/**
 * A sentence that is being typed. It is asked whenever typing rests, and each time replaces the address. A finished
 * change adds one entry to the history, so that the back button returns to the sentence before.
 */
export class Typing {
  readonly #ask: Ask;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The sentence that is asked once typing rests. */
  #waiting: Sentence | undefined;
  /** The address before the change; undefined while nothing has changed. */
  #before: string | undefined;

  /** @param ask shows a sentence, and replaces the address by that sentence's */
  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Asks for the sentence once typing rests. An empty text is not asked. */
  type(sentence: Sentence): void {
    clearTimeout(this.#timer);
    const { text, pair } = trimmed(sentence);
    this.#waiting = text ? { text, pair } : undefined;
    if (this.#waiting) this.#timer = setTimeout(() => this.#askWaiting(), restOf(this.#waiting));
  }

  /**
   * Asks at once what still waits, and makes the change one entry of the history.
   * @returns whether anything has changed
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

  /** Call when the address has changed in another way: the unfinished change is dropped. */
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
