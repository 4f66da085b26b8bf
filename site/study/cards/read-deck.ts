import { type Migration, migrate, nameOf, type ReadValue, readItems, withoutRepeats } from '../stored/stored-value.ts';
import { type Deck, deckVersion, emptyDeck, reviewSchema, storedCardSchema } from './deck.ts';

/** One entry for each version before the current one. */
const migrations: readonly Migration[] = [];

/**
 * A deck that was stored or exported by this version of the site or an earlier one. Each card and each review is read
 * on its own, so that a broken one does not cost the others.
 * @param stored undefined where nothing is stored
 * @throws StoredByLaterVersion
 */
export function readDeck(stored: unknown): ReadValue<Deck> {
  if (stored === undefined) return { value: emptyDeck, rejected: [] };
  const deck = migrate('cards', stored, migrations);
  if (!deck) {
    const reason = `cards: expected a deck with its version, found ${nameOf(stored)}`;
    return { value: emptyDeck, rejected: [{ value: stored, reason }] };
  }
  const cards = withoutRepeats('cards', readItems('cards', deck.cards, storedCardSchema), ({ id }) => id);
  const reviews = readItems('reviews', deck.reviews, reviewSchema);
  return {
    value: { version: deckVersion, cards: cards.value, reviews: reviews.value },
    rejected: [...cards.rejected, ...reviews.rejected],
  };
}
