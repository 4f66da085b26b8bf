import { cardOf, type Deck, isOwn, type OwnContent, ownContentSchema } from './deck.ts';

/** The text of a side in its stored form: line ends are `\n`, and it has no white space at its ends. */
export function sideText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/**
 * Adds a card of the reader's own; a card with the same front and back is added once.
 * @throws ZodError naming a bad field
 */
export function addOwnCard(deck: Deck, id: string, content: OwnContent): Deck {
  const own = ownContentSchema.parse({ ...content, front: sideText(content.front), back: sideText(content.back) });
  const isThere = deck.cards.some(
    (card) => card.id === id || (card.own?.front === own.front && card.own.back === own.back),
  );
  return isThere ? deck : { ...deck, cards: [...deck.cards, { id, own }] };
}

/** Removes a card of the reader's own and its reviews; cards of the answer key stay. */
export function removeOwnCard(deck: Deck, id: string): Deck {
  const card = cardOf(deck, id);
  if (!card || !isOwn(card)) return deck;
  return {
    ...deck,
    cards: deck.cards.filter((other) => other.id !== id),
    reviews: deck.reviews.filter((review) => review.card !== id),
  };
}
