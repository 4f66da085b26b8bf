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

/** The longest text whose heads may be swept. */
export const mostSweptTokens = mostTokens((seqLen) => headSweepTokens(seqLen) <= limits.tokensPerSweep);

/** Texts of up to so many tokens are swept without being asked: a quarter of what one sweep may read, some seconds. */
export const quicklySweptTokens = mostTokens((seqLen) => headSweepTokens(seqLen) <= limits.tokensPerSweep / 4);

/** The sweep of a text that has too many tokens for one. */
export function tooLongToSweep(seqLen: number): string {
  return `Each of the 144 heads would be a pass of its own over ${seqLen} tokens: too much for one question. Up to ${mostSweptTokens} tokens it works.`;
}
