import {
  type CardInput,
  createEmptyCard,
  type DateInput,
  default_w,
  type Card as FsrsCard,
  forgetting_curve,
  Rating,
  State,
} from 'ts-fsrs';
import { counted } from '../../ui/counted.ts';
import { instant, z } from '../stored/schema.ts';
import { schedulerFor, usualRetention } from './retention.ts';

/** How well the reader knew a card, worst first. */
export const grades = ['again', 'hard', 'good', 'easy'] as const;
export type Grade = (typeof grades)[number];

const whole = z.int().min(0);

/** FSRS's state of a card that has been reviewed. */
export const scheduleSchema = z.strictObject({
  due: instant,
  /** Days until recall is expected to fall to 90 %. */
  stability: z.number().min(0.001).max(36_500),
  /** 1 to 10. */
  difficulty: z.number().min(1).max(10),
  scheduledDays: whole,
  learningSteps: whole,
  reps: whole,
  lapses: whole,
  state: z.enum(['Learning', 'Review', 'Relearning']),
  lastReview: instant,
});
export type Schedule = z.infer<typeof scheduleSchema>;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const;

/**
 * The schedule after a review.
 * @param before undefined for a card that was never reviewed
 * @param retention the probability of recall at which the card comes due
 */
export function scheduleAfter(
  before: Schedule | undefined,
  grade: Grade,
  now: Date,
  retention = usualRetention,
): Schedule {
  const at = notBefore(before, now);
  return fromFsrs(schedulerFor(retention).next(toFsrs(before, at), at, ratings[grade]).card);
}

/** The schedule that each grade would give. */
export function schedulesAfter(
  before: Schedule | undefined,
  now: Date,
  retention = usualRetention,
): Record<Grade, Schedule> {
  const { again, hard, good, easy } = ratings;
  const at = notBefore(before, now);
  const outcomes = schedulerFor(retention).repeat(toFsrs(before, at), at);
  return {
    again: fromFsrs(outcomes[again].card),
    hard: fromFsrs(outcomes[hard].card),
    good: fromFsrs(outcomes[good].card),
    easy: fromFsrs(outcomes[easy].card),
  };
}

/**
 * The schedule as it is with another retention: a card that is past its first steps comes back when its recall falls to
 * that, counted from its last review.
 */
export function rescheduled(schedule: Schedule, retention: number): Schedule {
  if (schedule.state !== 'Review') return schedule;
  const scheduledDays = schedulerFor(retention).next_interval(schedule.stability, 0);
  const due = new Date(Date.parse(schedule.lastReview) + scheduledDays * day).toISOString();
  return { ...schedule, due, scheduledDays };
}

/** The probability of recall now, by the forgetting curve of FSRS: 1 at the review, .9 after `stability` days. */
export function recallOf({ stability, lastReview }: Schedule, now: Date): number {
  const days = Math.max(0, now.getTime() - Date.parse(lastReview)) / day;
  return forgetting_curve(default_w, days, stability);
}

/** Keeps reviews in order where a clock was set back, or where another device's clock was ahead. */
function notBefore(before: Schedule | undefined, now: Date): Date {
  return before && Date.parse(before.lastReview) > now.getTime() ? new Date(before.lastReview) : now;
}

function toFsrs(schedule: Schedule | undefined, now: DateInput): CardInput {
  if (!schedule) return createEmptyCard(now);
  const { scheduledDays, learningSteps, lastReview, ...same } = schedule;
  return {
    ...same,
    scheduled_days: scheduledDays,
    learning_steps: learningSteps,
    last_review: lastReview,
    // Required by the type; the library computes it anew from the last review.
    elapsed_days: 0,
  };
}

function fromFsrs(card: FsrsCard): Schedule {
  return scheduleSchema.parse({
    due: card.due.toISOString(),
    stability: card.stability,
    difficulty: card.difficulty,
    scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: State[card.state],
    lastReview: card.last_review?.toISOString(),
  });
}

/** The time from now until a moment, in words: "10 min", "3 days", "1.5 years"; "now" where it has passed. */
export function intervalText(due: string, now: Date): string {
  const span = Date.parse(due) - now.getTime();
  if (span <= 0) return 'now';
  if (span < hour) return `${Math.max(1, Math.round(span / minute))} min`;
  if (span < day) return `${Math.round(span / hour)} h`;
  const days = Math.round(span / day);
  if (days < 60) return counted(days, 'day');
  if (days < 365) return counted(Math.round(days / 30.44), 'month');
  return counted(Number((days / 365.25).toFixed(1)), 'year');
}
