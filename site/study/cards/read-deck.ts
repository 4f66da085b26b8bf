import { type Migration, migrate, nameOf, type ReadValue, readItems, withoutRepeats } from '../stored/stored-value.ts';
import { type Deck, deckVersion, emptyDeck, reviewSchema, storedCardSchema } from './deck.ts';
import { expectedRetention, retentionSchema } from './retention.ts';

/** One entry for each version before the current one. */
const migrations: readonly Migration[] = [withoutCalls];

/** Version 1 knew no calls of missed questions and had one retention, which is the usual one. */
function withoutCalls(stored: Record<string, unknown>): Record<string, unknown> {
  return stored;
}

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
  const retention = retentionSchema.optional().safeParse(deck.retention);
  return {
    value: {
      version: deckVersion,
      ...(retention.data !== undefined && { retention: retention.data }),
      cards: cards.value,
      reviews: reviews.value,
    },
    rejected: [
      ...cards.rejected,
      ...reviews.rejected,
      ...(retention.success ? [] : [{ value: deck.retention, reason: `retention: ${expectedRetention}` }]),
    ],
  };
}
