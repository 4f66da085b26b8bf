import { limits } from '../../shared/api/limits.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { mostTokens } from './in-answers.ts';
import { headCount, layerCount, type Sentence } from './reader-place.ts';

/** A sentence, and the token at which the model reads a word while one head after the other is knocked out. */
export interface HeadSweepQuestion extends Sentence {
  /** Indices of tokens that `[MASK]` replaces. */
  readonly masked: readonly number[];
  readonly position: number;
  /** The vocabulary's spelling of the word that is followed; the model's best one where absent. */
  readonly word?: string | undefined;
}

/** What one word owes to each of the heads, as far as it is known. */
export interface HeadSweep {
  /** As the model read them, with blanks in place. */
  readonly tokens: readonly Token[];
  readonly position: number;
  readonly word: { readonly token: string; readonly id: number; readonly logProbability: number };
  /**
   * [layers x heads]: the natural logarithm of the word's probability without this head, minus that of the whole model;
   * NaN where it is not known yet.
   */
  readonly changes: readonly number[];
}

/**
 * Tokens that the model reads for a sweep over all heads of a text, counted by layers: the layers before a head are
 * computed once. 79 times those of the text.
 */
export function headSweepTokens(seqLen: number): number {
  const passes = 1 + (headCount * (layerCount + 1)) / 2;
  return Math.ceil(seqLen * passes);
}

/** Texts of up to so many tokens are swept without being asked: a quarter of what one sweep may read, some seconds. */
export const quicklySweptTokens = mostTokens((seqLen) => headSweepTokens(seqLen) <= limits.tokensPerSweep / 4);
