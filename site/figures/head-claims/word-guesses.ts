import { wordGuesses as guessesBetween } from '../../../shared/analysis/word-guesses.ts';
import { mergeWords, type Word, wordsOf } from '../../../shared/analysis/word-merging.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, type Trace, traceRow } from '../../model/trace.ts';
import { type TestedHead, testedHeads } from './tested-heads.ts';

/** A head's guess for one word of the sentence. */
export interface WordGuess {
  /** Index of the word, among words and special tokens. */
  readonly word: number;
  readonly guess: number;
  /** Attention between the two words, pieces merged, 0..1. */
  readonly weight: number;
}

export interface HeadClaimsView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  readonly words: readonly Word[];
  /** Guesses for each claim, in the claims' order. */
  readonly guesses: readonly (readonly WordGuess[])[];
}

const layers = [...new Set(testedHeads.map(({ layer }) => layer))].sort((a, b) => a - b);

export const headClaimsFigure: FigureView<HeadClaimsView> = {
  names: () => layers.map((layer) => `attentions.${layer}`),
  view: (trace, { text, pair, layer, head, token }) => {
    const words = wordsOf(trace.tokens, text, pair);
    const guesses = testedHeads.map((claim) => wordGuesses(trace, words, claim));
    return { tokens: trace.tokens, layer, head, token, words, guesses };
  },
};

/** For each word the other word with the largest weight, in the claim's direction. */
export function wordGuesses(
  trace: Trace,
  words: readonly Word[],
  { layer, head, direction }: Omit<TestedHead, 'id'>,
): WordGuess[] {
  const merged = mergeWords(traceRow(trace, `attentions.${layer}`, head), trace.tokens.length, words);
  const isWord = words.map(({ special }) => !special);
  const found = guessesBetween(merged, isWord);
  const [guesses, weights] =
    direction === 'from' ? [found.fromRow, found.rowWeight] : [found.fromColumn, found.columnWeight];
  return words.flatMap((_, word) =>
    guesses[word]! < 0 ? [] : [{ word, guess: guesses[word]!, weight: weights[word]! }],
  );
}

/** The word at a fixed offset, clamped to the words of the sentence. */
export function offsetGuess(words: readonly Word[], word: number, offset: number): number {
  const real = words.flatMap(({ special }, index) => (special ? [] : [index]));
  const at = real.indexOf(word) + offset;
  return real[Math.min(real.length - 1, Math.max(0, at))]!;
}

/** How the API names the weight between two words: columns of pieces summed, rows averaged. */
export function mergedName(
  { layer, head, direction }: Omit<TestedHead, 'id'>,
  words: readonly Word[],
  { word, guess }: Pick<WordGuess, 'word' | 'guess'>,
): string {
  const [from, to] = direction === 'from' ? [word, guess] : [guess, word];
  const rows = words[from]!.tokens;
  const cells = rows.flatMap((row) =>
    words[to]!.tokens.map((column) => `attentions.${layer}[${head}][${row}][${column}]`),
  );
  if (cells.length === 1) return cells[0]!;
  return rows.length === 1 ? cells.join(' + ') : `(${cells.join(' + ')}) / ${rows.length}`;
}
