import { cardOf, type Deck, type StoredCard } from './deck.ts';
import { type Grade, scheduleAfter } from './schedule.ts';

/** The deck after a review of a card, which may be the answer key's or the reader's own. */
export function reviewCard(deck: Deck, id: string, grade: Grade, now: Date): Deck {
  const card = cardOf(deck, id) ?? { id };
  const before = card.schedule;
  const review = { card: id, at: now.toISOString(), grade, ...(before && { before }) };
  return {
    ...deck,
    cards: withCard(deck.cards, { ...card, schedule: scheduleAfter(before, grade, now) }),
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
  const isUnknownAgain = !last.before && !card.own;
  const restored = last.before ? { ...card, schedule: last.before } : card;
  return {
    ...deck,
    cards: isUnknownAgain ? deck.cards.filter(({ id }) => id !== card.id) : withCard(deck.cards, restored),
    reviews: deck.reviews.slice(0, -1),
  };
}

function withCard(cards: readonly StoredCard[], card: StoredCard): StoredCard[] {
  const index = cards.findIndex(({ id }) => id === card.id);
  return index < 0 ? [...cards, card] : cards.with(index, card);
}
