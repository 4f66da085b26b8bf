import { layerCount, type Sentence as Texts } from '../../model/reader-place.ts';
import { fetchSentence } from '../practice/fetch-sentence.ts';
import type { KnownHead } from '../practice/known-heads.ts';
import type { PracticeQuestion } from '../practice/question.ts';
import { askRound, planRound } from '../practice/round.ts';

export interface OneAsked extends Texts {
  /** Names of kinds of questions, the most wanted first. */
  readonly kinds: readonly string[];
  readonly seed: number;
  readonly heads: readonly KnownHead[];
}

/** So many kinds are tried: a sentence need not have a clear answer for each. */
const tried = 5;

/**
 * One question about a sentence, of the first kind that it allows; undefined where it allows none.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchOneQuestion(asked: OneAsked, signal: AbortSignal): Promise<PracticeQuestion | undefined> {
  const rank = (name: string) => asked.kinds.indexOf(name);
  const plan = planRound(asked.seed, layerCount)
    .filter(({ kind }) => rank(kind.name) >= 0)
    .toSorted((a, b) => rank(a.kind.name) - rank(b.kind.name))
    .slice(0, tried);
  return askRound(plan, await fetchSentence({ ...asked, plan }, signal))[0];
}
