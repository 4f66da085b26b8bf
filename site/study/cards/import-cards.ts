import type { AnkiImport } from './anki-text.ts';
import { type Deck, isOwn, type OwnContent, type StoredCard } from './deck.ts';

/** A deck after an import, and what became of the cards of the file. */
export interface Imported {
  readonly deck: Deck;
  readonly added: number;
  /** Known by their guid, or by the front of a card without one, and otherwise worded now. */
  readonly updated: number;
  /** In the deck already, word for word, or of the site's own. */
  readonly same: number;
}

/**
 * Takes the cards of a file into the deck as Anki does: a guid says which card it is, whatever it says now, and the review
 * history of that card stays. Without a guid the front says it.
 * @param keyIds cards of the answer key, which say what the key says and are left alone
 * @param newId gives an id to a card of a file that names none
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

/** JSON keeps the two sides apart, whatever they hold. */
const textOf = ({ front, back }: Pick<OwnContent, 'front' | 'back'>) => JSON.stringify([front, back]);

const says = (own: OwnContent, content: OwnContent) => textOf(own) === textOf(content) && own.marked === content.marked;

/** Where a card comes from does not change, nor does what the file is silent about. */
function corrected({ marked: _, ...own }: OwnContent, content: OwnContent): OwnContent {
  return { ...own, ...content, source: own.source };
}

/** A card that was reviewed before its words were lost gets them back. */
function newCard(kept: ReadonlyMap<string, StoredCard>, id: string, own: OwnContent): StoredCard {
  return { ...kept.get(id), id, own };
}

/** Imported cards by their front, where no other has the same and the file does not hold it as it is. */
function onlyOfTheirFront(deck: Deck, cards: AnkiImport['cards']): ReadonlyMap<string, string> {
  const inFile = new Set(cards.map(({ content }) => textOf(content)));
  const stale = deck.cards.filter(isOwn).filter(({ own }) => own.source === 'import' && !inFile.has(textOf(own)));
  const byFront = Map.groupBy(stale, ({ own }) => own.front);
  return new Map([...byFront].filter(([, same]) => same.length === 1).map(([front, [card]]) => [front, card!.id]));
}
