import type { Deck, Review, StoredCard } from './deck.ts';

/**
 * Merges the cards and reviews of two decks. Of a card that is in both, the schedule that was reviewed last stays, and
 * the text of `other`, which the reader has just chosen, as its retention. Merging the same deck again changes nothing.
 */
export function mergeDecks(mine: Deck, other: Deck): Deck {
  const cards = new Map(mine.cards.map((card) => [card.id, card]));
  for (const card of other.cards) cards.set(card.id, laterOf(cards.get(card.id), card));
  const retention = other.retention ?? mine.retention;
  return {
    version: mine.version,
    ...(retention !== undefined && { retention }),
    cards: [...cards.values()],
    reviews: mergeReviews(mine.reviews, other.reviews),
  };
}

function laterOf(mine: StoredCard | undefined, other: StoredCard): StoredCard {
  if (!mine) return other;
  const schedule = isLater(other, mine) ? other.schedule : mine.schedule;
  const own = other.own ?? mine.own;
  const called = [mine.called, other.called]
    .filter((moment) => moment !== undefined)
    .toSorted()
    .at(-1);
  const isCalled = called !== undefined && called > (schedule?.lastReview ?? '');
  return { id: mine.id, ...(schedule && { schedule }), ...(own && { own }), ...(isCalled && { called }) };
}

function isLater(one: StoredCard, than: StoredCard): boolean {
  return (one.schedule?.lastReview ?? '') > (than.schedule?.lastReview ?? '');
}

function mergeReviews(mine: readonly Review[], other: readonly Review[]): readonly Review[] {
  const name = ({ card, at }: Review) => `${at} ${card}`;
  const known = new Set(mine.map(name));
  const added = other.filter((review) => !known.has(name(review)));
  if (added.length === 0) return mine;
  return [...mine, ...added].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
