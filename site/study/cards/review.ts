import { cardOf, type Deck, type StoredCard } from './deck.ts';
import { type Grade, rescheduled, scheduleAfter } from './schedule.ts';

/** The deck after a review of a card, which may be the answer key's or the reader's own. */
export function reviewCard(deck: Deck, id: string, grade: Grade, now: Date): Deck {
  const card = cardOf(deck, id) ?? { id };
  const { called, schedule: before, ...rest } = card;
  const review = { card: id, at: now.toISOString(), grade, ...(before && { before }), ...(called && { called }) };
  return {
    ...deck,
    cards: withCard(deck.cards, { ...rest, schedule: scheduleAfter(before, grade, now, deck.retention) }),
    reviews: [...deck.reviews, review],
  };
}

/**
 * The deck without its last review, with the card's schedule as it was before. A deck without reviews is returned
 * unchanged.
 */
export function undoReview(deck: Deck): Deck {
  const last = deck.reviews.at(-1);
  if (!last) return deck;
  const { schedule: _, ...card } = cardOf(deck, last.card) ?? { id: last.card };
  const isUnknownAgain = !last.before && !card.own && !last.called;
  const restored = {
    ...card,
    ...(last.before && { schedule: last.before }),
    ...(last.called && { called: last.called }),
  };
  return {
    ...deck,
    cards: isUnknownAgain ? deck.cards.filter(({ id }) => id !== card.id) : withCard(deck.cards, restored),
    reviews: deck.reviews.slice(0, -1),
  };
}

/** Puts a card on today, because a question that it answers was missed. Its schedule stays until it is reviewed. */
export function callCard(deck: Deck, id: string, now: Date): Deck {
  const card = { ...(cardOf(deck, id) ?? { id }), called: now.toISOString() };
  return { ...deck, cards: withCard(deck.cards, card) };
}

/** Chooses at which probability of recall cards come due; those that are past their first steps are moved at once. */
export function retain(deck: Deck, retention: number): Deck {
  const { version, cards, reviews } = deck;
  const moved = cards.map((card) =>
    card.schedule ? { ...card, schedule: rescheduled(card.schedule, retention) } : card,
  );
  return { version, retention, cards: moved, reviews };
}

function withCard(cards: readonly StoredCard[], card: StoredCard): StoredCard[] {
  const index = cards.findIndex(({ id }) => id === card.id);
  return index < 0 ? [...cards, card] : cards.with(index, card);
}
