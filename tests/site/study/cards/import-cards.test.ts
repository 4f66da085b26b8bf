import { describe, expect, it } from 'vitest';
import type { AnkiImport } from '../../../../site/study/cards/anki-text.ts';
import { cardOf, type Deck, emptyDeck } from '../../../../site/study/cards/deck.ts';
import { importCards } from '../../../../site/study/cards/import-cards.ts';
import { mergeDecks } from '../../../../site/study/cards/merge-decks.ts';
import { addOwnCard } from '../../../../site/study/cards/own-cards.ts';
import { reviewCard } from '../../../../site/study/cards/review.ts';

const key = new Set(['scores-what']);
const row = (id: string | undefined, front: string, back: string) => ({
  id,
  content: { front, back, source: 'import' as const },
});

function take(deck: Deck, ...rows: AnkiImport['cards']) {
  let made = 0;
  return importCards(deck, rows, key, () => `own-${deck.cards.length + ++made}`);
}
const counts = ({ deck: _, ...rest }: ReturnType<typeof take>) => rest;

describe('a file of cards', () => {
  const first = take(emptyDeck, row('G1', 'capital of France?', 'Pariss'));
  const reviewed = reviewCard(first.deck, 'G1', 'good', new Date('2026-09-01T09:00:00Z'));

  it('corrects a card that it names by its guid, front and back; its schedule and reviews stay', () => {
    const again = take(reviewed, row('G1', 'Capital of France?', 'Paris'));
    expect(counts(again)).toEqual({ added: 0, updated: 1, same: 0 });
    expect(cardOf(again.deck, 'G1')).toEqual({
      ...cardOf(reviewed, 'G1'),
      own: { front: 'Capital of France?', back: 'Paris', source: 'import' },
    });
    expect(again.deck.reviews).toBe(reviewed.reviews);
  });

  it('changes nothing where it says the same', () => {
    const again = take(reviewed, row('G1', 'capital of France?', 'Pariss'));
    expect(counts(again)).toEqual({ added: 0, updated: 0, same: 1 });
    expect(again.deck).toBe(reviewed);
  });

  it('takes another guid with another text for another card, and the same text for the same', () => {
    expect(counts(take(reviewed, row('G2', 'capital of Italy?', 'Rome')))).toEqual({ added: 1, updated: 0, same: 0 });
    expect(counts(take(reviewed, row('G2', 'capital of France?', 'Pariss')))).toMatchObject({ added: 0, same: 1 });
    expect(counts(take(reviewed, row(undefined, 'capital of France?', 'Pariss')))).toMatchObject({ added: 0, same: 1 });
  });

  it('without guids corrects the one imported card of the same front, and adds where there are two', () => {
    const one = take(emptyDeck, row(undefined, 'q', 'a')).deck;
    expect(take(one, row(undefined, 'q', 'b')).deck.cards.map(({ own }) => own?.back)).toEqual(['b']);
    const two = take(emptyDeck, row(undefined, 'q', 'a'), row(undefined, 'q', 'b'));
    expect(counts(two)).toEqual({ added: 2, updated: 0, same: 0 });
    expect(counts(take(two.deck, row(undefined, 'q', 'a'), row(undefined, 'q', 'c')))).toMatchObject({
      updated: 1,
      same: 1,
    });
    expect(counts(take(two.deck, row(undefined, 'q', 'c')))).toEqual({ added: 1, updated: 0, same: 0 });
  });

  it('never touches a card of the site, nor where a card came from', () => {
    expect(counts(take(emptyDeck, row('scores-what', 'other', 'words')))).toEqual({ added: 0, updated: 0, same: 1 });
    const kept = addOwnCard(emptyDeck, 'own-1', { front: 'q', back: 'a', source: 'practice', href: '/cards' });
    expect(take(kept, row('own-1', 'q', 'b')).deck.cards[0]!.own).toEqual({
      ...{ front: 'q', back: 'b', source: 'practice', href: '/cards' },
    });
  });

  it('of two rows with one guid has the last', () => {
    const both = take(emptyDeck, row('G', 'q', 'a'), row('G', 'q', 'b'));
    expect(both.deck.cards.map(({ own }) => own?.back)).toEqual(['b']);
  });

  it('of 40,000 rows is taken in one pass', () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => row(`G${index}`, `q${index}`, 'a'));
    const { deck } = take(emptyDeck, ...rows);
    expect(counts(take(deck, ...rows))).toEqual({ added: 0, updated: 0, same: 40_000 });
  });

  it('as a deck of this site, too, says what its cards say now', () => {
    const corrected = take(first.deck, row('G1', 'capital of France?', 'Paris')).deck;
    const merged = mergeDecks(reviewed, corrected);
    expect(cardOf(merged, 'G1')).toEqual({ ...cardOf(reviewed, 'G1'), own: cardOf(corrected, 'G1')!.own });
    expect(merged.reviews).toEqual(reviewed.reviews);
  });
});
