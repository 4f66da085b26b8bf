import type { Deck, StoredCard } from './deck.ts';

/** New cards shown in one day: more would all come back on the same days. */
export const newCardsADay = 10;

/** A card that is still being learned may be shown this many milliseconds early, when nothing else is left. */
const learnAhead = 20 * 60_000;

/** The cards that may be reviewed now. */
export interface Queue {
  /** Ids of cards that are due, the longest due first. */
  readonly due: readonly string[];
  /** Ids of cards that may be shown for the first time today. */
  readonly fresh: readonly string[];
  /** Ids of cards being learned that come due within 20 minutes. */
  readonly soon: readonly string[];
}

/**
 * The cards of a deck that may be reviewed now.
 * @param ids of the cards to review, in the order to learn them
 * @param now its local midnights begin and end the day; reviews of the future, from a clock that was ahead, do not
 *   count for today
 * @param mostNew how many cards may be shown for the first time in that day
 */
export function reviewQueue(deck: Deck, ids: readonly string[], now: Date, mostNew = newCardsADay): Queue {
  const asked = new Set(ids);
  const seen = deck.cards
    .filter((card) => asked.has(card.id) && dueMoment(card) !== undefined)
    .toSorted((a, b) => dueTime(a) - dueTime(b));
  const started = new Set(seen.map(({ id }) => id));
  const left = Math.max(0, mostNew - newToday(deck, now));
  const at = now.getTime();
  return {
    due: seen.filter((card) => dueTime(card) <= at).map(({ id }) => id),
    fresh: ids.filter((id) => !started.has(id)).slice(0, left),
    soon: seen
      .filter(
        (card) =>
          card.schedule && card.schedule.state !== 'Review' && dueTime(card) > at && dueTime(card) <= at + learnAhead,
      )
      .map(({ id }) => id),
  };
}

/** The card to show now: a due one first, then a new one, then one that is nearly due. */
export function nextCard({ due, fresh, soon }: Queue): string | undefined {
  return due[0] ?? fresh[0] ?? soon[0];
}

/** Moments at which cards come due, earliest first. */
export function dueMoments(deck: Deck): string[] {
  return deck.cards.flatMap((card) => dueMoment(card) ?? []).toSorted();
}

function newToday(deck: Deck, now: Date): number {
  const begin = new Date(now).setHours(0, 0, 0, 0);
  const end = new Date(begin).setDate(new Date(begin).getDate() + 1);
  const isToday = (at: number) => at >= begin && at < end;
  return deck.reviews.filter(({ before, at }) => !before && isToday(Date.parse(at))).length;
}

/** When a card comes due: by its schedule, or earlier where a missed question has called it; undefined for neither. */
export function dueMoment({ schedule, called }: Pick<StoredCard, 'schedule' | 'called'>): string | undefined {
  const moments = [schedule?.due, called].filter((moment) => moment !== undefined);
  return moments.toSorted()[0];
}

function dueTime(card: StoredCard): number {
  return Date.parse(dueMoment(card) ?? '') || Number.POSITIVE_INFINITY;
}
