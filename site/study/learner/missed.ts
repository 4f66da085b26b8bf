import type { Progress } from '../progress/progress.ts';
import { type Outcome, outcomesByItem, questionItemName } from './outcomes.ts';
import { questionSchedule } from './question-schedule.ts';

/** A question of the key that was answered wrong the last time. */
export interface Missed {
  /** Id of the question. */
  readonly question: string;
  readonly last: Outcome;
}

/** The questions that were answered wrong the last time: those of which the reader was sure first, then the oldest. */
export function missedQuestions(progress: Progress, ids: readonly string[]): Missed[] {
  const outcomes = outcomesByItem(progress);
  return ids
    .flatMap((question) => {
      const last = outcomes.get(questionItemName(question))?.at(-1);
      return last && !last.right ? [{ question, last }] : [];
    })
    .toSorted((a, b) => surenessOf(a) - surenessOf(b) || Date.parse(a.last.at) - Date.parse(b.last.at));
}

/** Whether the reader was sure of a wrong answer. */
export const isSurelyWrong = ({ last }: Missed): boolean => last.confidence === 'sure';

const surenessOf = (missed: Missed) => (isSurelyWrong(missed) ? 0 : 1);

/**
 * Ids of the questions to ask again now: those missed the last time, in the order of `missedQuestions`; then those that
 * were once missed or guessed and have come due since, as a card would.
 */
export function questionsToRepeat(progress: Progress, ids: readonly string[], now: Date): string[] {
  const missed = missedQuestions(progress, ids).map(({ question }) => question);
  const outcomes = outcomesByItem(progress);
  const shaky = ids.filter((id) => {
    const all = outcomes.get(questionItemName(id)) ?? [];
    const wasShaky = all.some(({ right, confidence }) => !right || confidence === 'guess');
    return wasShaky && !missed.includes(id) && Date.parse(questionSchedule(all).due) <= now.getTime();
  });
  return [...missed, ...shaky];
}
