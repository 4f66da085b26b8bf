import { limits } from '../../shared/api/limits.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { mostTokens } from './in-answers.ts';
import { layerCount } from './reader-place.ts';

/** Two texts of as many tokens: the states of `source`, one at a time, in the pass over `text`. */
export interface StateSweepQuestion {
  readonly text: string;
  readonly source: string;
  /** The token at which words are read. */
  readonly position: number;
  /** The vocabulary's spelling of the words that are followed. */
  readonly words: readonly string[];
}

/** A word that is followed. */
export interface FollowedWord {
  readonly token: string;
  readonly id: number;
  /** Natural logarithm of its probability in the unchanged run. */
  readonly logProbability: number;
}

/** What each state of the other text does to the words, as far as it is known. */
export interface StateSweep {
  readonly tokens: readonly Token[];
  readonly words: readonly FollowedWord[];
  /**
   * For each word [layers x seqLen]: its log-probability where one token's input of one layer is that of the other text,
   * minus that of the unchanged run; NaN where it is not known yet.
   */
  readonly changes: readonly (readonly number[])[];
}

/**
 * Tokens that the model reads for a sweep over all states of a text, counted by layers: the layers before a state are
 * computed once, and so is the other text.
 */
export function stateSweepTokens(seqLen: number): number {
  const passes = 2 + (seqLen * (layerCount + 1)) / 2;
  return Math.ceil(seqLen * passes);
}

/** The longest text whose states may be swept. */
export const mostStateTokens = mostTokens((seqLen) => stateSweepTokens(seqLen) <= limits.tokensPerSweep);
