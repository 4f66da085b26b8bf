/** Cuts the tokens of a text, or of two, down to those that a model has positions for. */
import type { Token } from './token.ts';

/** The first tokens of two texts, and whether any were left out. */
export interface Truncation {
  readonly first: readonly Token[];
  readonly second: readonly Token[];
  readonly truncated: boolean;
}

/**
 * At most `room` tokens of two texts together, the longer text cut first: Hugging Face's `longest_first`. A single text
 * is a pair whose second has no tokens.
 *
 * The tokens are cut, not the text: one character may give several of them, and the beginning of a word may split into
 * other pieces than the word. Of each text at most `room` tokens are kept, and no more are read than it takes to know
 * which text is longer.
 */
export function truncateLongestFirst(
  firstTokens: Iterable<Token>,
  secondTokens: Iterable<Token>,
  room: number,
): Truncation {
  const first = new Head(firstTokens, room);
  const second = new Head(secondTokens, room);
  while (!isSettled(first, second, room)) {
    first.read();
    second.read();
  }
  const [keptFirst, keptSecond] = longestFirst(first.count, second.count, room);
  return {
    first: first.kept.slice(0, keptFirst),
    second: second.kept.slice(0, keptSecond),
    truncated: first.count + second.count > room,
  };
}

/** The beginning of a text's tokens, read one by one. */
class Head {
  readonly kept: Token[] = [];
  /** How many were read; all that there are, once `ended`. */
  count = 0;
  ended = false;
  readonly #tokens: Iterator<Token>;
  readonly #room: number;

  constructor(tokens: Iterable<Token>, room: number) {
    this.#tokens = tokens[Symbol.iterator]();
    this.#room = room;
  }

  read(): void {
    if (this.ended) return;
    const next = this.#tokens.next();
    if (next.done) {
      this.ended = true;
      return;
    }
    if (this.count < this.#room) this.kept.push(next.value);
    this.count++;
  }
}

/** Whether reading on changes nothing: both have ended, or one has, and the other is longer and too long by itself. */
function isSettled(first: Head, second: Head, room: number): boolean {
  if (first.ended) return second.ended || second.count > Math.max(first.count, room);
  return second.ended && first.count > Math.max(second.count, room);
}

/** How many tokens of each text stay when both have room for `room` together. */
function longestFirst(first: number, second: number, room: number): [number, number] {
  const half = Math.floor(room / 2);
  const shorter = Math.min(first, second);
  if (shorter > half) return first <= second ? [half, room - half] : [room - half, half];
  return first > second ? [Math.min(first, room - second), second] : [first, Math.min(second, room - first)];
}
