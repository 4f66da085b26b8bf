import fc from 'fast-check';
import { type Deck, emptyDeck, type OwnContent } from '../../../../site/study/cards/deck.ts';
import { addOwnCard } from '../../../../site/study/cards/own-cards.ts';
import { reviewCard } from '../../../../site/study/cards/review.ts';
import { grades } from '../../../../site/study/cards/schedule.ts';

export const keyIds = ['tokens-first', 'scores-what', 'heads-width'];

export const begin = Date.UTC(2026, 8, 1, 9);

const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .array(fc.constantFrom('*', '`', '~', '@clark2019', '"', '\t', '\n', '<b>', '&lt;', ';', '#', 'cat'), {
        maxLength: 12,
      })
      .map((all) => all.join('')),
  )
  .map((side) => `q${side}a`);

export const someContent: fc.Arbitrary<OwnContent> = fc.record(
  {
    front: text,
    back: text,
    source: fc.constantFrom('practice', 'notes', 'import'),
    concept: fc.constantFrom('scores', 'weighted-sum'),
    href: fc.constantFrom('/chapters/scores#text=%22a%22+b&layer=9', '/cards'),
  },
  { requiredKeys: ['front', 'back', 'source'] },
);

/** Decks that came about by keeping and reviewing cards. */
export const someDeck: fc.Arbitrary<Deck> = fc
  .record({
    contents: fc.array(someContent, { maxLength: 4 }),
    reviews: fc.array(
      fc.record({
        card: fc.nat(6),
        grade: fc.constantFrom(...grades),
        hours: fc.double({ min: 0.01, max: 2000, noNaN: true }),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ contents, reviews }) => {
    const kept = contents.reduce((deck, content, index) => addOwnCard(deck, `own-${index}`, content), emptyDeck);
    const ids = [...keyIds, ...kept.cards.map(({ id }) => id)];
    let now = begin;
    return reviews.reduce((deck, { card, grade, hours }) => {
      now += hours * 3_600_000;
      return reviewCard(deck, ids[card % ids.length]!, grade, new Date(now));
    }, kept);
  });
