import type { Token } from '../../../shared/tokenizer/token.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { maskText } from '../../model/blank.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import type { Guess } from './changes/changed-guess.ts';
import type { KnownHead } from './known-heads.ts';

export interface Candidate {
  readonly token: string;
  readonly id: number;
  readonly probability: number;
}

/** One hidden token of the sentence, or a `[MASK]` of its own, and the model's candidates for it, best first. */
export interface Blank {
  readonly token: number;
  readonly candidates: readonly Candidate[];
}

/** A text with everything that questions are made from. */
export interface Sentence {
  readonly text: string;
  readonly pair: string;
  readonly trace: Trace;
  /** Absent where the text has no word that can be hidden. */
  readonly blank?: Blank | undefined;
  /** What becomes of the model's best word for the blank while its pass is changed; absent where no question needs it. */
  readonly guess?: Guess | undefined;
  /** What the atlas says of heads. */
  readonly heads?: readonly KnownHead[] | undefined;
}

/** Whether a token consists of letters and digits, and so is neither punctuation nor `[CLS]`. */
const isSpelled = ({ text, special }: Token) => !special && /^(##)?[\p{L}\p{N}]+$/u.test(text);

/** Indices of the tokens that are words or word pieces. */
export function wordTokens({ tokens }: Trace): number[] {
  return tokens.flatMap((token, index) => (isSpelled(token) ? [index] : []));
}

/** Indices of the tokens that are a whole word, which no piece continues. */
export function wholeWords({ tokens }: Trace): number[] {
  return wordTokens({ tokens, tensors: {} }).filter((index) => {
    const isPiece = ({ text }: Token) => text.startsWith('##');
    const next = tokens[index + 1];
    return !isPiece(tokens[index]!) && !(next && isPiece(next));
  });
}

/** Index of the sentence's own `[MASK]`, the first of them; undefined where it has none. */
export function ownBlank({ tokens }: Trace): number | undefined {
  const at = tokens.findIndex(({ text }) => text === maskText);
  return at < 0 ? undefined : at;
}

export interface Ranked {
  readonly index: number;
  readonly value: number;
}

/** All values with their indices, largest first; equal ones keep their order. */
export function ranked(values: Iterable<number>): Ranked[] {
  return Array.from(values, (value, index) => ({ index, value })).sort((a, b) => b.value - a.value);
}

/** Whether the first value is so far ahead of the second that the answer is clear. */
export function hasLead([first, second]: readonly Ranked[], factor = 1.25): boolean {
  return first !== undefined && second !== undefined && first.value > 0 && first.value >= factor * second.value;
}

/** The token's text, with its number where the text occurs twice. */
export function nameOf({ trace }: Sentence, index: number): string {
  return tokenName(trace.tokens, index);
}

/** One number of a tensor: `numberAt(sentence, 'attentions.8', 10, 8, 2)`. */
export function numberAt({ trace }: Sentence, name: string, ...index: readonly number[]): number {
  return traceRow(trace, name, ...index)[0]!;
}

/** How many heads the traced model has, read from a tensor [heads, ...]. */
export function headsIn({ trace }: Sentence, name: string): number {
  return trace.tensors[name]?.shape[0] ?? 0;
}

/** The first result of `make` that is not undefined; undefined where there is none. */
export function firstMade<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made | undefined,
): Made | undefined {
  for (const item of items) {
    const made = make(item);
    if (made !== undefined) return made;
  }
  return undefined;
}
