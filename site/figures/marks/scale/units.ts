import { mergeWords, wordsOf } from '../../../../shared/analysis/word-merging.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import type { Sentence } from '../../../model/reader-place.ts';

/** Which text of a pair rows or columns come from. */
export const segments = ['both', 'a', 'b'] as const;
export type Segment = (typeof segments)[number];

/** What a row or a column stands for: a token, or the pieces of a word together. */
export interface Unit extends Pick<Token, 'text' | 'special' | 'type'> {
  /** Indices of its tokens. */
  readonly tokens: readonly number[];
}

/** One head's numbers as they are looked at. */
export interface Square {
  readonly units: readonly Unit[];
  /** [units, units], what a query gives (row) to a key (column). */
  readonly values: Float32Array;
  /** The same as shares of each row, 0..1: what is drawn, on the one scale of all figures. */
  readonly shares: Float32Array;
}

/** A text and what it was cut into. */
export interface TokenizedSentence extends Sentence {
  readonly tokens: readonly Token[];
}

export function unitsOf({ tokens, text, pair }: TokenizedSentence, words: boolean): Unit[] {
  if (words)
    return wordsOf(tokens, text, pair).map((word) => ({ ...word, text: maskedText(word.tokens, tokens) ?? word.text }));
  return tokens.map(({ text: piece, special, type }, index) => ({ text: piece, special, type, tokens: [index] }));
}

/** `[MASK]` stands where a token was replaced, whatever the text says there. */
function maskedText([first]: readonly number[], tokens: readonly Token[]): string | undefined {
  return first !== undefined && tokens[first]!.text === '[MASK]' ? '[MASK]' : undefined;
}

/** A head's numbers [n, n], merged where `units` are words: columns summed, rows averaged. */
export function squareOf(values: Float32Array, tokenCount: number, units: readonly Unit[]): Square {
  const merged = units.length === tokenCount ? values : mergeWords(values, tokenCount, units);
  return { units, values: merged, shares: rowShares(merged, units.length) };
}

/** Each number as a part of its row's sum; rows that sum to 1 stay what they are. */
export function rowShares(values: Float32Array, columns: number): Float32Array {
  const shares = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += columns) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += values[start + column]!;
    const divisor = Math.abs(sum - 1) < 1e-4 || sum === 0 ? 1 : sum;
    for (let column = 0; column < columns; column++) shares[start + column] = values[start + column]! / divisor;
  }
  return shares;
}

/** Which units stand in rows and columns: of one text of the pair only, and without the special ones where they are folded. */
export interface Shown {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Which of a pair's texts asks and answers, and whether special tokens stand aside. */
export interface Filter {
  readonly from: Segment;
  readonly to: Segment;
  readonly fold: boolean;
}

export function shownUnits(units: readonly Unit[], { from, to, fold }: Filter): Shown {
  const shown = (segment: Segment) =>
    units.flatMap((unit, index) => ((fold && unit.special) || !isOf(unit, segment) ? [] : [index]));
  return { rows: shown(from), columns: shown(to) };
}

function isOf({ type }: Unit, segment: Segment): boolean {
  return segment === 'both' || type === (segment === 'a' ? 0 : 1);
}

/** What a row gives to units that are not shown, 0..1. Nothing is renormalised. */
export function hiddenShare({ shares, units }: Square, row: number, columns: readonly number[]): number {
  return hiddenUnits(units, columns).reduce((sum, column) => sum + shares[row * units.length + column]!, 0);
}

/** The units that are not shown. */
export function hiddenUnits(units: readonly Unit[], shown: readonly number[]): number[] {
  const seen = new Set(shown);
  return Array.from(units.keys()).filter((unit) => !seen.has(unit));
}

/** The unit that a token belongs to. */
export function unitOf(units: readonly Unit[], token: number): number {
  const found = units.findIndex(({ tokens }) => tokens.includes(token));
  return found < 0 ? units.length - 1 : found;
}
