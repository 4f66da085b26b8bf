import { mergeWords, type Word, wordsOf } from '../../shared/analysis/word-merging.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { type AttentionTrace, headWeights, matrixName } from '../model/attention-trace.ts';
import type { ReaderPlace, Reading, Sentence } from '../model/reader-place.ts';

/** One matrix as the reader wants to read it: of tokens or of words, with the special ones or without. */
export interface AttentionView {
  /** The API's name of the matrix before anything is folded: `attentions[8][10]`, `words(attentions[8][10])`. */
  readonly name: string;
  /** Rows and columns: tokens, or words that stand for their first piece. */
  readonly tokens: readonly Token[];
  /** [rows, rows], row = query ("from"), column = key ("to"). */
  readonly weights: Float32Array;
  /** Where each row and column stands in the whole matrix. */
  readonly places: readonly number[];
  /** Where the folded ones stand in it; empty where nothing is folded. */
  readonly foldedPlaces: readonly number[];
  /** [rows]: the part of each row, 0..1, that goes to what is folded. */
  readonly foldedShares: Float32Array;
  /** Index of the first token of each row. */
  readonly firstTokens: readonly number[];
}

/** One head of a trace, or one layer; undefined when the trace does not hold it. */
export function attentionView(
  trace: AttentionTrace,
  { text, pair }: Sentence,
  { layer, head }: Pick<ReaderPlace, 'layer' | 'head'>,
  { words, fold }: Pick<Reading, 'words' | 'fold'>,
): AttentionView | undefined {
  const matrix = headWeights(trace, layer, head);
  if (!matrix) return undefined;
  const name = matrixName(trace.holds ?? 'weight', layer, head);
  const view = words
    ? wordView(matrix, trace.tokens, wordsOf(trace.tokens, text, pair), name)
    : tokenView(matrix, trace.tokens, name);
  return fold ? foldSpecials(view) : view;
}

/** `attentions[8][10][8][2]`: the name of one cell. */
export function cellName({ name, places }: AttentionView, row: number, column: number): string {
  return `${name}[${places[row]}][${places[column]}]`;
}

/** The name of one row of the whole matrix. */
export function rowName({ name, places }: AttentionView, row: number): string {
  return `${name}[${places[row]}]`;
}

/** The name of the share of a row that is folded. */
export function foldedName(view: AttentionView, row: number): string {
  const whole = rowName(view, row);
  return `sum(only(${[whole, ...view.foldedPlaces].join(', ')})) / sum(${whole})`;
}

/** The row that a token stands in; the first where it is folded. */
export function rowOfToken({ firstTokens }: AttentionView, token: number): number {
  return Math.max(
    0,
    firstTokens.findLastIndex((first) => first <= token),
  );
}

function tokenView(weights: Float32Array, tokens: readonly Token[], name: string): AttentionView {
  const places = tokens.map((_, index) => index);
  return { name, tokens, weights, places, firstTokens: places, ...unfolded(tokens.length) };
}

function wordView(matrix: Float32Array, tokens: readonly Token[], words: readonly Word[], name: string): AttentionView {
  return {
    name: `words(${name})`,
    tokens: words.map((word) => ({ ...tokens[word.tokens[0]!]!, text: word.text })),
    weights: mergeWords(matrix, tokens.length, words),
    places: words.map((_, index) => index),
    firstTokens: words.map((word) => word.tokens[0]!),
    ...unfolded(words.length),
  };
}

function unfolded(rows: number): Pick<AttentionView, 'foldedPlaces' | 'foldedShares'> {
  return { foldedPlaces: [], foldedShares: new Float32Array(rows) };
}

/** Takes special rows and columns out; each row keeps its numbers and says what part of it is gone. */
function foldSpecials(view: AttentionView): AttentionView {
  const size = view.tokens.length;
  const kept = view.places.filter((place) => !view.tokens[place]!.special);
  const foldedPlaces = view.places.filter((place) => view.tokens[place]!.special);
  if (kept.length === 0) return view;
  const at = (row: number, column: number) => view.weights[row * size + column]!;
  const sum = (row: number, columns: readonly number[]) =>
    columns.reduce((total, column) => total + at(row, column), 0);
  return {
    name: view.name,
    tokens: kept.map((place) => view.tokens[place]!),
    weights: Float32Array.from(kept.flatMap((row) => kept.map((column) => at(row, column)))),
    places: kept,
    foldedPlaces,
    foldedShares: Float32Array.from(kept, (row) => sum(row, foldedPlaces) / sum(row, view.places)),
    firstTokens: kept.map((place) => view.firstTokens[place]!),
  };
}
