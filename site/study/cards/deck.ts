import { instant, z } from '../stored/schema.ts';
import { type Grade, grades, scheduleSchema } from './schedule.ts';

/** Longest front or back, in UTF-16 units. */
export const longestSide = 4000;

const cardId = z.string().min(1).max(200);
const side = z.string().min(1).max(longestSide);

/** A link to the figure that answers a card: a page of this site, with a place in its fragment. */
const figureHref = z
  .string()
  .max(4000)
  .regex(/^\/(?![/\\])/, 'expected a page of this site, /chapters/...');

/**
 * The text of a card of the reader's own. Cards of the answer key are not stored, so that they always have the key's
 * current text.
 */
export const ownContentSchema = z.strictObject({
  front: side,
  back: side,
  /** Set where both sides contain marks of `prose/inline-text.ts`; absent where their text is shown unchanged. */
  marked: z.literal(true).optional(),
  /** Id of a concept of the answer key. */
  concept: z.string().max(100).optional(),
  href: figureHref.optional(),
  /** Where the card comes from. */
  source: z.enum(['practice', 'notes', 'import']),
});
export type OwnContent = z.infer<typeof ownContentSchema>;

export const storedCardSchema = z.strictObject({
  id: cardId,
  /** Absent until the first review. */
  schedule: scheduleSchema.optional(),
  /** Absent for cards of the answer key. */
  own: ownContentSchema.optional(),
  /** When a missed question put the card on that day, until its next review. */
  called: instant.optional(),
});
export type StoredCard = z.infer<typeof storedCardSchema>;
export type OwnCard = StoredCard & { own: OwnContent };

export const reviewSchema = z.strictObject({
  card: cardId,
  at: instant,
  grade: z.enum(grades) satisfies z.ZodType<Grade>,
  /** The schedule before this review, for undo; absent for a card's first review. */
  before: scheduleSchema.optional(),
  /** When a missed question had called the card, for undo. */
  called: instant.optional(),
});
export type Review = z.infer<typeof reviewSchema>;

export const deckVersion = 2;

/** The reader's deck: every card that was reviewed or is the reader's own, and every review in order. */
export interface Deck {
  readonly version: typeof deckVersion;
  /** The share of due cards that the reader wants to recall; `usualRetention` where absent. */
  readonly retention?: number | undefined;
  readonly cards: readonly StoredCard[];
  readonly reviews: readonly Review[];
}

export const emptyDeck: Deck = { version: deckVersion, cards: [], reviews: [] };

export const isOwn = (card: StoredCard): card is OwnCard => card.own !== undefined;

export function cardOf(deck: Deck, id: string): StoredCard | undefined {
  return deck.cards.find((card) => card.id === id);
}
