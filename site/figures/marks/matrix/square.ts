import { mergeWords, wordsOf } from '../../../../shared/analysis/word-merging.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { type AttentionTrace, headWeights } from '../../../model/attention-trace.ts';
import type { ReaderPlace, Reading } from '../../../model/reader-place.ts';

/** The text of a pair that rows or columns come from. */
export const segments = ['both', 'a', 'b'] as const;
export type Segment = (typeof segments)[number];

/** What a row or a column stands for: a token, or all pieces of a word. */
export interface Unit extends Pick<Token, 'text' | 'special' | 'type'> {
  /** Indices of its tokens. */
  readonly tokens: readonly number[];
}

/** The numbers of one head or one layer, in the units of the reader's reading. */
export interface Square {
  readonly units: readonly Unit[];
  /** [units, units]: what a query (row) gives a key (column). */
  readonly values: Float32Array;
  /** The same as shares of each row, 0..1. */
  readonly shares: Float32Array;
}

/** A text with its tokens. */
interface TextTokens extends Pick<ReaderPlace, 'text' | 'pair'> {
  readonly tokens: readonly Token[];
}

/**
 * One head of a trace, or one layer of a rollout, in tokens or in words. Undefined where the trace does not hold it.
 */
export function headSquare(
  trace: AttentionTrace,
  { text, pair }: Pick<ReaderPlace, 'text' | 'pair'>,
  { layer, head }: Pick<ReaderPlace, 'layer' | 'head'>,
  words: boolean,
): Square | undefined {
  const values = headWeights(trace, layer, head);
  return values && squareOf(values, trace.tokens.length, unitsOf({ text, pair, tokens: trace.tokens }, words));
}

/** The tokens of a text as units, each alone or merged into words. */
export function unitsOf({ tokens, text, pair }: TextTokens, words: boolean): Unit[] {
  if (words)
    return wordsOf(tokens, text, pair).map((word) => ({ ...word, text: maskedText(word.tokens, tokens) ?? word.text }));
  return tokens.map(({ text: piece, special, type }, index) => ({ text: piece, special, type, tokens: [index] }));
}

/** The text of a masked token, which is `[MASK]` whatever the reader typed. */
function maskedText([first]: readonly number[], tokens: readonly Token[]): string | undefined {
  return first !== undefined && tokens[first]!.text === '[MASK]' ? '[MASK]' : undefined;
}

/** A head's numbers [n, n]. Where `units` are words they are merged: columns summed, rows averaged. */
export function squareOf(values: Float32Array, tokenCount: number, units: readonly Unit[]): Square {
  const merged = units.length === tokenCount ? values : mergeWords(values, tokenCount, units);
  return { units, values: merged, shares: rowShares(merged, units.length) };
}

/** Each number as a share of its row's sum. Rows that sum to 1 stay unchanged. */
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

/** Units in rows and in columns, after the reader's choice of texts and of special tokens. */
export interface Shown {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Which text of a pair rows and columns come from, and whether special tokens are hidden. */
export interface Filter extends Pick<Reading, 'fold'> {
  readonly from: Segment;
  readonly to: Segment;
}

/** Indices of the units that rows and columns show. A text that is no pair is one text, and shown whole. */
export function shownUnits(units: readonly Unit[], { from, to, fold }: Filter): Shown {
  const isPair = units.some(({ type }) => type === 1);
  const shown = (segment: Segment) =>
    units.flatMap((unit, index) => ((fold && unit.special) || (isPair && !isOf(unit, segment)) ? [] : [index]));
  return { rows: shown(from), columns: shown(to) };
}

/** All units, or all but the special ones; all where there are only special ones. */
export function foldedUnits(units: readonly Unit[], fold: boolean): Shown {
  const isLeft = units.some(({ special }) => !special);
  return shownUnits(units, { from: 'both', to: 'both', fold: fold && isLeft });
}

function isOf({ type }: Unit, segment: Segment): boolean {
  return segment === 'both' || type === (segment === 'a' ? 0 : 1);
}

/** The chosen rows and columns of values [units, units], each number mapped by `strength`: [rows, columns]. */
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

/** The share of a row that goes to units not shown, 0..1. Nothing is renormalised. */
export function hiddenShare({ shares, units }: Square, row: number, columns: readonly number[]): number {
  return hiddenUnits(units, columns).reduce((sum, column) => sum + shares[row * units.length + column]!, 0);
}

/** Indices of the units that are not in `shown`. */
export function hiddenUnits(units: readonly Unit[], shown: readonly number[]): number[] {
  const seen = new Set(shown);
  return Array.from(units.keys()).filter((unit) => !seen.has(unit));
}

/** The unit that a token belongs to. */
export function unitOf(units: readonly Unit[], token: number): number {
  const found = units.findIndex(({ tokens }) => tokens.includes(token));
  return found < 0 ? units.length - 1 : found;
}

/** The row in which a token is found: its unit's, else the one shown before it, else the first. */
export function rowOfToken(units: readonly Unit[], { rows }: Shown, token: number): number {
  const unit = unitOf(units, token);
  return rows.findLast((row) => row <= unit) ?? rows[0] ?? 0;
}
