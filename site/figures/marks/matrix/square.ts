import { mergeWords, wordsOf } from '../../../../shared/analysis/word-merging.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { type AttentionTrace, headWeights } from '../../../model/attention-trace.ts';
import type { ReaderPlace, Reading } from '../../../model/reader-place.ts';

/** Which text of a pair rows or columns come from. */
export const segments = ['both', 'a', 'b'] as const;
export type Segment = (typeof segments)[number];

/** What a row or a column stands for: a token, or the pieces of a word together. */
export interface Unit extends Pick<Token, 'text' | 'special' | 'type'> {
  /** Indices of its tokens. */
  readonly tokens: readonly number[];
}

/** One head's numbers as they are looked at, or one layer's. */
export interface Square {
  readonly units: readonly Unit[];
  /** [units, units], what a query gives (row) to a key (column). */
  readonly values: Float32Array;
  /** The same as shares of each row, 0..1. */
  readonly shares: Float32Array;
}

/** A text and what it was cut into. */
interface TextTokens extends Pick<ReaderPlace, 'text' | 'pair'> {
  readonly tokens: readonly Token[];
}

/** One head of a trace, or one layer of a rollout, in tokens or in words; undefined where the trace does not hold it. */
export function headSquare(
  trace: AttentionTrace,
  { text, pair }: Pick<ReaderPlace, 'text' | 'pair'>,
  { layer, head }: Pick<ReaderPlace, 'layer' | 'head'>,
  words: boolean,
): Square | undefined {
  const values = headWeights(trace, layer, head);
  return values && squareOf(values, trace.tokens.length, unitsOf({ text, pair, tokens: trace.tokens }, words));
}

export function unitsOf({ tokens, text, pair }: TextTokens, words: boolean): Unit[] {
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
export interface Filter extends Pick<Reading, 'fold'> {
  readonly from: Segment;
  readonly to: Segment;
}

export function shownUnits(units: readonly Unit[], { from, to, fold }: Filter): Shown {
  const shown = (segment: Segment) =>
    units.flatMap((unit, index) => ((fold && unit.special) || !isOf(unit, segment) ? [] : [index]));
  return { rows: shown(from), columns: shown(to) };
}

/** All units, or all but the special ones; all where there are no others. */
export function foldedUnits(units: readonly Unit[], fold: boolean): Shown {
  const isLeft = units.some(({ special }) => !special);
  return shownUnits(units, { from: 'both', to: 'both', fold: fold && isLeft });
}

function isOf({ type }: Unit, segment: Segment): boolean {
  return segment === 'both' || type === (segment === 'a' ? 0 : 1);
}

/** Some rows and columns of values [units, units], each number put through `strength`: [rows, columns]. */
export function partOf(
  values: Float32Array,
  count: number,
  { rows, columns }: Shown,
  strength: (value: number) => number,
): Float32Array {
  const part = new Float32Array(rows.length * columns.length);
  let next = 0;
  for (const row of rows) for (const column of columns) part[next++] = strength(values[row * count + column]!);
  return part;
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

/** The row in which a token is asked for: its unit's, or the one shown before it; the first where there is none. */
export function rowOfToken(units: readonly Unit[], { rows }: Shown, token: number): number {
  const unit = unitOf(units, token);
  return rows.findLast((row) => row <= unit) ?? rows[0] ?? 0;
}
