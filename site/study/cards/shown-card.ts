import { conceptFigureLink } from '../figure-link.ts';
import type { PlacedCard } from '../study.ts';
import type { AnkiCard } from './anki-text.ts';
import { type Deck, isOwn } from './deck.ts';

/** A card with its text, of the answer key or the reader's own. */
export interface ShownCard extends AnkiCard {
  /** The text above the card. */
  readonly label: string;
  /** The drawing that the answer shows; absent where none shows what it says, and for cards of the reader's own. */
  readonly drawing?: Drawing;
}

/** One of `study/diagrams`, by name. */
interface Drawing {
  readonly name: string;
  /** The part of it that the question covers; absent where the question shows no drawing. */
  readonly covered?: string;
}

const sourceLabels = { practice: 'Kept from practice', notes: 'From your notes', import: 'Imported' } as const;

/** A card of the answer key, with its text and a link to its figure. */
export function keyCard({ id, front, back, figure, concept, diagram, part }: PlacedCard): ShownCard {
  const href = conceptFigureLink(concept, figure);
  const drawing = diagram && { name: diagram, ...(part && { covered: part }) };
  const shown = { id, front, back, href, concept: concept.id, label: concept.data.title, source: 'key' } as const;
  return { ...shown, ...(drawing && { drawing }) };
}

/** The reader's own cards, then the answer key's, by id. */
export function shownCards(keyCards: readonly ShownCard[], deck: Deck): Map<string, ShownCard> {
  const own = deck.cards.filter(isOwn).map(({ id, own }) => ({ id, ...own, label: sourceLabels[own.source] }));
  return new Map([...own, ...keyCards].map((card) => [card.id, card]));
}
