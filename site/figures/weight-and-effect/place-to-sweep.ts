import type { Token } from '../../../shared/tokenizer/token.ts';
import { blankOf } from '../../model/blank.ts';
import { quicklySweptTokens } from '../../model/head-sweep.ts';
import type { Sentence } from '../../model/reader-place.ts';
import type { BlankedSentence } from './weight-and-effect.ts';

/** The reader's sentence with its blank, and what a sweep of its heads would cost. */
export interface PlaceToSweep {
  readonly question: BlankedSentence;
  readonly seqLen: number;
  /** Whether it is asked as soon as it is in sight. */
  readonly isQuick: boolean;
}

/** @param tokens of the sentence, none of them masked */
export function placeToSweep({ text, pair }: Sentence, tokens: readonly Token[], token: number): PlaceToSweep {
  const seqLen = tokens.length;
  return { question: { text, pair, blank: blankOf(tokens, token) }, seqLen, isQuick: seqLen <= quicklySweptTokens };
}

export function isSameQuestion(one: BlankedSentence, other: BlankedSentence): boolean {
  return one.text === other.text && one.pair === other.pair && one.blank === other.blank;
}
