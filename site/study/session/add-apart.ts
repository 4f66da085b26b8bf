import type { Step } from './step.ts';

/** Steps between a card and the question that it answers, at least. */
const leastBetween = 2;

/**
 * The steps with one more at their end; but a question that would follow its own card closely comes before the card,
 * which would give its answer away. What is read between the two is far enough.
 * @param cardOf id of a question's card; undefined where it has none
 * @param earliest the first index at which the step may stand
 */
export function addApart(
  steps: readonly Step[],
  added: Step,
  cardOf: (question: string) => string | undefined,
  earliest = 0,
): Step[] {
  const card = added.kind === 'question' ? cardOf(added.id) : undefined;
  const at = steps.findLastIndex((step) => step.kind === 'card' && step.id === card);
  const isClose = at >= earliest && steps.length - at <= leastBetween && !steps.slice(at).some(isReading);
  return isClose ? steps.toSpliced(at, 0, added) : [...steps, added];
}

const isReading = ({ kind }: Step): boolean => kind === 'chapter' || kind === 'note';
