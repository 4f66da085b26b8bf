import { type Grade, type Schedule, scheduleAfter } from '../cards/schedule.ts';
import type { Outcome } from './outcomes.ts';

/**
 * The schedule that a question would have if it were a card and each answer to it a review: wrong is `again`, right by
 * a guess is `hard`, and right is `good`, never `easy`, because the options help.
 * @param outcomes at least one, oldest first
 */
export function questionSchedule(outcomes: readonly Outcome[], retention?: number): Schedule {
  const schedule = outcomes.reduce<Schedule | undefined>(
    (before, outcome) => scheduleAfter(before, gradeOf(outcome), new Date(outcome.at), retention),
    undefined,
  );
  if (!schedule) throw new Error('questionSchedule: expected at least one answer, found none');
  return schedule;
}

function gradeOf({ right, confidence }: Outcome): Grade {
  if (!right) return 'again';
  return confidence === 'guess' ? 'hard' : 'good';
}
