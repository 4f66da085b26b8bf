import { type DocumentKind, deleteSetAside, listSetAside, updateDocument } from '../stored/documents.ts';
import type { AnkiImport } from './anki-text.ts';
import { type Deck, emptyDeck, type OwnContent } from './deck.ts';
import { rememberDue } from './due-hint.ts';
import { type Imported, importCards } from './import-cards.ts';
import { mergeDecks } from './merge-decks.ts';
import { addOwnCard, removeOwnCard } from './own-cards.ts';
import { dueMoments } from './queue.ts';
import { readDeck } from './read-deck.ts';
import { callCard, retain, reviewCard, undoReview } from './review.ts';
import type { Grade } from './schedule.ts';

const kind: DocumentKind<Deck> = { key: 'deck', read: readDeck };

async function change(edit: (deck: Deck) => Deck): Promise<Deck> {
  const deck = await updateDocument(kind, edit);
  rememberDue(dueMoments(deck));
  return deck;
}

/** Reads the reader's deck from this browser. The functions below return the deck after their change. */
export function loadDeck(): Promise<Deck> {
  return change((deck) => deck);
}

/**
 * Stores a card of the reader's own; cards with the same front and back are stored once.
 * @throws ZodError naming a bad field
 */
export function keepCard(content: OwnContent): Promise<Deck> {
  const id = newOwnId();
  return change((deck) => addOwnCard(deck, id, content));
}

/** How many cards of a file had which effect. */
type Effects = Omit<Imported, 'deck'>;

/** Stores the cards of a text file; see `importCards`. */
export async function keepImported(cards: AnkiImport['cards'], keyIds: ReadonlySet<string>): Promise<Effects> {
  let effects: Effects = { added: 0, updated: 0, same: 0 };
  await change((before) => {
    const { deck: after, ...done } = importCards(before, cards, keyIds, newOwnId);
    effects = done;
    return after;
  });
  return effects;
}

const newOwnId = () => `own-${crypto.randomUUID()}`;

export function removeCard(id: string): Promise<Deck> {
  return change((deck) => removeOwnCard(deck, id));
}

export function gradeCard(id: string, grade: Grade, now: Date): Promise<Deck> {
  return change((deck) => reviewCard(deck, id, grade, now));
}

/** Puts the card of a missed question on today. */
export function callStoredCard(id: string, now = new Date()): Promise<Deck> {
  return change((deck) => callCard(deck, id, now));
}

export function saveRetention(retention: number): Promise<Deck> {
  return change((deck) => retain(deck, retention));
}

export function undoGrade(): Promise<Deck> {
  return change(undoReview);
}

/** Merges another deck into the stored one; see `mergeDecks`. */
export function addDeck(other: Deck): Promise<Deck> {
  return change((deck) => mergeDecks(deck, other));
}

/** Deletes every schedule, every review and every card of the reader's own. */
export function resetDeck(): Promise<Deck> {
  return change(() => emptyDeck);
}

/** Stored cards that could not be read. */
export const listUnreadableCards = () => listSetAside(kind.key);
export const deleteUnreadableCards = () => deleteSetAside(kind.key);
