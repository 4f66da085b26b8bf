import type { AnkiImport } from './anki-text.ts';
import { type Deck, isOwn, type OwnContent, type StoredCard } from './deck.ts';

/** A deck after an import, and how many of the file's cards had which effect. */
export interface Imported {
  readonly deck: Deck;
  readonly added: number;
  /**
   * Cards that were in the deck under the same guid, or without a guid under the same front, and got the file's text.
   */
  readonly updated: number;
  /** Cards that were in the deck word for word, or belong to the site. */
  readonly same: number;
}

/**
 * Imports the cards of a file as Anki does. A guid identifies a card, even where its text has changed, and the card
 * keeps its reviews. Without a guid the front identifies it.
 * @param keyIds ids of the answer key's cards, which are left alone because their text is the key's
 * @param newId makes an id for a card of a file that has none
 */
export function importCards(
  deck: Deck,
  cards: AnkiImport['cards'],
  keyIds: ReadonlySet<string>,
  newId: () => string,
): Imported {
  const kept = new Map(deck.cards.map((card) => [card.id, card]));
  const byText = new Map(deck.cards.filter(isOwn).map(({ id, own }) => [textOf(own), id]));
  const byFront = onlyOfTheirFront(deck, cards);
  const counts = { added: 0, updated: 0, same: 0 };
  for (const { id, content } of cards) {
    const found = id !== undefined && kept.get(id)?.own ? id : undefined;
    const twin = byText.get(textOf(content));
    const target = found ?? twin ?? (id === undefined ? byFront.get(content.front) : undefined);
    const old = target === undefined ? undefined : kept.get(target);
    if ((id !== undefined && keyIds.has(id)) || (old?.own && says(old.own, content))) counts.same += 1;
    else if (old?.own) {
      kept.set(old.id, { ...old, own: corrected(old.own, content) });
      byText.delete(textOf(old.own));
      byText.set(textOf(content), old.id);
      counts.updated += 1;
    } else {
      const card = newCard(kept, id ?? newId(), content);
      kept.set(card.id, card);
      byText.set(textOf(content), card.id);
      counts.added += 1;
    }
  }
  const isChanged = counts.added + counts.updated > 0;
  return { deck: isChanged ? { ...deck, cards: [...kept.values()] } : deck, ...counts };
}

/** JSON, so that no text of the two sides can be confused with another split of the same characters. */
const textOf = ({ front, back }: Pick<OwnContent, 'front' | 'back'>) => JSON.stringify([front, back]);

const says = (own: OwnContent, content: OwnContent) => textOf(own) === textOf(content) && own.marked === content.marked;

/** The card with the file's text. Its source, and fields that the file does not have, stay. */
function corrected({ marked: _, ...own }: OwnContent, content: OwnContent): OwnContent {
  return { ...own, ...content, source: own.source };
}

/** The stored card of this id with its text, or a new card. A card may have been reviewed before its text was lost. */
function newCard(kept: ReadonlyMap<string, StoredCard>, id: string, own: OwnContent): StoredCard {
  return { ...kept.get(id), id, own };
}

/**
 * Ids of imported cards by their front, where no other card has the same front and the file does not contain the card
 * unchanged.
 */
function onlyOfTheirFront(deck: Deck, cards: AnkiImport['cards']): ReadonlyMap<string, string> {
  const inFile = new Set(cards.map(({ content }) => textOf(content)));
  const stale = deck.cards.filter(isOwn).filter(({ own }) => own.source === 'import' && !inFile.has(textOf(own)));
  const byFront = Map.groupBy(stale, ({ own }) => own.front);
  return new Map([...byFront].filter(([, same]) => same.length === 1).map(([front, [card]]) => [front, card!.id]));
}
