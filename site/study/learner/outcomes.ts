import type { Confidence, Progress } from '../progress/progress.ts';

/** What became of one question, once. */
export interface Outcome {
  readonly right: boolean;
  /** Absent where the reader did not say. */
  readonly confidence?: Confidence | undefined;
  /** Index of the picked option, in the order of the answer key; absent where it was no question of the key. */
  readonly option?: number | undefined;
  readonly at: string;
}

/** Names of the items of `items.ts` that are no cards. */
export const questionItemName = (id: string) => `question ${id}`;
export const kindItemName = (kind: string) => `sentence ${kind}`;

/**
 * Everything that was ever answered, oldest first: by the question's name, or by the name of the kind of question where
 * it was about a sentence, since each such question is asked once.
 */
export function outcomesByItem({ answers, practice }: Progress): Map<string, Outcome[]> {
  const dated = [
    ...answers.map(({ question, ...outcome }) => ({ name: questionItemName(question), outcome })),
    ...practice.map(({ asked, way, right, at }) => ({
      name: way === 'sentence' ? kindItemName(asked) : questionItemName(asked),
      outcome: { right, at },
    })),
  ].toSorted((a, b) => Date.parse(a.outcome.at) - Date.parse(b.outcome.at));
  const outcomes = new Map<string, Outcome[]>();
  for (const { name, outcome } of dated) outcomes.set(name, [...(outcomes.get(name) ?? []), outcome]);
  return outcomes;
}

/** Whether an outcome shows that the reader knew: right, and not by a guess. */
export const showsRecall = ({ right, confidence }: Outcome): boolean => right && confidence !== 'guess';
