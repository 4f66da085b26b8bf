import type { Deck, StoredCard } from '../deck.ts';
import { dueMoment } from '../queue.ts';
import { usualRetention } from '../retention.ts';
import { recallOf, rescheduled, type Schedule, scheduleAfter } from '../schedule.ts';

/** Number of days of a forecast, today included. */
export const forecastDays = 14;

/** Ways through the future that are less likely than this are left out. */
const leastLikely = 0.02;

/** One card on the way through the days to come. */
interface Visit {
  /** Absent for a card that was never reviewed. */
  readonly schedule: Schedule | undefined;
  readonly at: Date;
  readonly likelihood: number;
}

/**
 * How many cards are expected to be due on each of the next days, by FSRS: every due card is reviewed on its day; with
 * the probability of its recall then it is known (`good`), otherwise it lapses (`again`) and is learned anew on that
 * day. A card counts once a day. Cards that were never begun do not count.
 * @param ids of the cards that count
 * @param retention as though the reader had chosen it
 * @returns one number for each day from today; the reader's midnights part them
 */
export function forecast(deck: Deck, ids: ReadonlySet<string>, now: Date, retention = chosen(deck)): number[] {
  const days = Array.from({ length: forecastDays }, () => 0);
  const visits = deck.cards.flatMap((card) => (ids.has(card.id) ? firstVisit(deck, card, now, retention) : []));
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const day = daysBetween(now, visit.at);
    if (day >= forecastDays || visit.likelihood < leastLikely) continue;
    days[day]! += visit.likelihood;
    visits.push(...visitsAfter(visit, retention));
  }
  return days;
}

/** The price of a retention: cards a day, on average over the days of the forecast. */
export function cardsADay(deck: Deck, ids: ReadonlySet<string>, now: Date, retention: number): number {
  const days = forecast(deck, ids, now, retention);
  return days.reduce((sum, count) => sum + count, 0) / days.length;
}

const chosen = ({ retention = usualRetention }: Deck): number => retention;

function firstVisit(deck: Deck, card: StoredCard, now: Date, retention: number): Visit[] {
  const schedule = card.schedule && retention !== chosen(deck) ? rescheduled(card.schedule, retention) : card.schedule;
  const due = dueMoment({ ...card, ...(schedule && { schedule }) });
  if (due === undefined) return [];
  return [{ schedule, at: new Date(Math.max(now.getTime(), Date.parse(due))), likelihood: 1 }];
}

function visitsAfter({ schedule, at, likelihood }: Visit, retention: number): Visit[] {
  const known = schedule ? recallOf(schedule, at) : 1;
  const after = (grade: 'good' | 'again', share: number): Visit => {
    const learned = untilLearned(scheduleAfter(schedule, grade, at, retention), retention);
    return { schedule: learned, at: new Date(learned.due), likelihood: likelihood * share };
  };
  return [after('good', known), after('again', 1 - known)];
}

/** The schedule once the short first steps of a new or lapsed card are done. */
function untilLearned(schedule: Schedule, retention: number): Schedule {
  if (schedule.state === 'Review') return schedule;
  return untilLearned(scheduleAfter(schedule, 'good', new Date(schedule.due), retention), retention);
}

/** Midnights between two moments, where the reader is. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (moment: Date) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}
