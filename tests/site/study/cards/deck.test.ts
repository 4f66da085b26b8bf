import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardOf, emptyDeck, type OwnContent } from '../../../../site/study/cards/deck.ts';
import { writeDeckFile } from '../../../../site/study/cards/deck-file.ts';
import { mergeDecks } from '../../../../site/study/cards/merge-decks.ts';
import { addOwnCard, removeOwnCard } from '../../../../site/study/cards/own-cards.ts';
import { dueMoments, newCardsADay, nextCard, reviewQueue } from '../../../../site/study/cards/queue.ts';
import { readDeck } from '../../../../site/study/cards/read-deck.ts';
import { callCard, retain, reviewCard, undoReview } from '../../../../site/study/cards/review.ts';
import {
  grades,
  intervalText,
  recallOf,
  scheduleAfter,
  scheduleSchema,
  schedulesAfter,
} from '../../../../site/study/cards/schedule.ts';
import { readStudyFile } from '../../../../site/study/progress/study-file.ts';
import { begin, keyIds, someContent, someDeck } from './some-decks.ts';

const now = new Date(begin);
const later = (minutes: number) => new Date(begin + minutes * 60_000);
const content: OwnContent = { front: 'What does *it* look at?', back: 'cat', source: 'practice' };

describe('a schedule', () => {
  it('is longer the better a card was known, and shorter after a lapse', () => {
    const first = schedulesAfter(undefined, now);
    const due = grades.map((grade) => Date.parse(first[grade].due));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(new Set(due).size).toBe(4);
    const known = scheduleAfter(first.easy, 'good', new Date(first.easy.due));
    expect(scheduleAfter(known, 'again', new Date(known.due)).stability).toBeLessThan(known.stability);
  });

  it('is, after any reviews, what the buttons said it would be', () => {
    fc.assert(
      fc.property(someDeck, fc.constantFrom(...grades), fc.nat(5_000_000), (deck, grade, minutes) => {
        for (const { schedule } of deck.cards) {
          const at = later(minutes);
          const next = scheduleAfter(schedule, grade, at);
          expect(next).toEqual(schedulesAfter(schedule, at)[grade]);
          expect(scheduleSchema.safeParse(next).success).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is told in the number that is shown', () => {
    const days = (count: number) => intervalText(new Date(begin + count * 86_400_000).toISOString(), now);
    for (let count = 365; count <= 383; count++) expect(days(count)).toBe('1 year');
    expect([1, 1.4, 2, 60, 364, 384, 730].map(days)).toEqual([
      ...['1 day', '1 day', '2 days', '2 months', '12 months', '1.1 years', '2 years'],
    ]);
  });

  it('is told in words', () => {
    const days = (count: number) => intervalText(new Date(begin + count * 86_400_000).toISOString(), now);
    expect([0, 1 / 1440, 0.5, 1, 12, 90, 400].map(days)).toEqual([
      'now',
      '1 min',
      '12 h',
      '1 day',
      '12 days',
      '3 months',
      '1.1 years',
    ]);
  });
});

describe('a missed question', () => {
  const known = reviewCard(emptyDeck, 'scores-what', 'easy', now);

  it('puts its card on at once, until the next review; the schedule stays, and undo brings the call back', () => {
    for (const [deck, fresh] of [
      [emptyDeck, 2],
      [known, 2],
    ] as const) {
      const called = callCard(deck, 'scores-what', later(5));
      const queue = reviewQueue(called, keyIds, later(5));
      expect([queue.due, queue.fresh.length]).toEqual([['scores-what'], fresh]);
      expect(cardOf(called, 'scores-what')?.schedule).toEqual(cardOf(deck, 'scores-what')?.schedule);
      expect(dueMoments(called)).toEqual([later(5).toISOString()]);
      const reviewed = reviewCard(called, 'scores-what', 'easy', later(6));
      expect(reviewQueue(reviewed, keyIds, later(6)).due).toEqual([]);
      expect(undoReview(reviewed)).toEqual(called);
    }
  });

  it('still calls its card after decks were merged, unless the card was reviewed since', () => {
    const called = callCard(known, 'scores-what', later(5));
    const since = reviewCard(known, 'scores-what', 'good', later(9));
    expect(mergeDecks(known, called)).toEqual(called);
    expect(cardOf(mergeDecks(called, since), 'scores-what')?.called).toBeUndefined();
  });
});

describe('the retention', () => {
  it('moves every card to where its recall has fallen to it, to the day, and is kept in the file', () => {
    fc.assert(
      fc.property(someDeck, fc.integer({ min: 80, max: 95 }), (deck, percent) => {
        const moved = retain(deck, percent / 100);
        for (const { schedule } of moved.cards) {
          if (schedule?.state !== 'Review') continue;
          const due = Date.parse(schedule.due);
          const recalls = [-1, 1].map((days) => recallOf(schedule, new Date(due + days * 86_400_000)));
          expect(recalls[1]).toBeLessThan(percent / 100);
          if (schedule.scheduledDays > 1) expect(recalls[0]).toBeGreaterThan(percent / 100);
        }
        expect(mergeDecks(emptyDeck, readStudyFile(writeDeckFile(moved)).deck)).toEqual(moved);
      }),
      { numRuns: 40 },
    );
  });

  it('out of range is set aside, and the rest is read', () => {
    const read = readDeck({ version: 2, retention: 1, cards: [], reviews: [] });
    expect(read).toEqual({
      value: emptyDeck,
      rejected: [{ value: 1, reason: 'retention: expected a number from 0.8 to 0.95' }],
    });
  });
});

describe('undo', () => {
  it('gives back the deck before any review', () => {
    fc.assert(
      fc.property(someDeck, fc.constantFrom(...keyIds, 'own-0'), fc.constantFrom(...grades), (deck, id, grade) => {
        if (id === 'own-0' && !cardOf(deck, id)) return;
        expect(undoReview(reviewCard(deck, id, grade, later(9e6)))).toEqual(deck);
      }),
    );
  });

  it('leaves a deck without reviews as it is', () => {
    expect(undoReview(emptyDeck)).toBe(emptyDeck);
  });
});

describe("the reader's own cards", () => {
  it('are kept once, without space around them, and can be removed with their reviews', () => {
    const once = addOwnCard(emptyDeck, 'own-1', { ...content, front: ' What does *it* look at?\r\n' });
    expect(addOwnCard(once, 'own-2', content)).toBe(once);
    const reviewed = reviewCard(reviewCard(once, 'own-1', 'good', now), 'tokens-first', 'good', now);
    expect(removeOwnCard(reviewed, 'own-1')).toEqual(reviewCard(emptyDeck, 'tokens-first', 'good', now));
    expect(removeOwnCard(reviewed, 'tokens-first')).toBe(reviewed);
  });

  it.each([
    { front: ' ' },
    { back: '' },
    { href: 'javascript:alert(1)' },
    { href: '//elsewhere' },
    { href: '/\\elsewhere' },
  ])('are refused with %o', (bad) => {
    expect(() => addOwnCard(emptyDeck, 'own-1', { ...content, ...bad })).toThrow();
  });
});

describe('the queue', () => {
  it('shows what is due, then what is new, then what is being learned and nearly due', () => {
    const own = addOwnCard(emptyDeck, 'own-1', content);
    expect(reviewQueue(own, ['own-1', ...keyIds], now)).toEqual({ due: [], fresh: ['own-1', ...keyIds], soon: [] });
    const again = reviewCard(own, 'scores-what', 'again', now);
    expect(reviewQueue(again, ['own-1', ...keyIds], now)).toEqual({
      due: [],
      fresh: ['own-1', 'tokens-first', 'heads-width'],
      soon: ['scores-what'],
    });
    expect(nextCard(reviewQueue(again, keyIds, later(2)))).toBe('scores-what');
    expect(dueMoments(again)).toEqual([later(1).toISOString()]);
  });

  it('has at most ten new cards a day', () => {
    const many = Array.from({ length: 30 }, (_, index) => `card-${index}`);
    const seen = many.slice(0, 4).reduce((deck, id) => reviewCard(deck, id, 'easy', now), emptyDeck);
    expect(reviewQueue(seen, many, later(1)).fresh).toEqual(many.slice(4, newCardsADay));
    expect(reviewQueue(seen, many, later(2 * 1440)).fresh.length).toBe(newCardsADay);
  });

  it('counts as new today what was new today, and not what a clock that was ahead has seen', () => {
    const many = Array.from({ length: 30 }, (_, index) => `card-${index}`);
    const ahead = new Date('2027-11-28T12:00:00');
    const seen = many.slice(0, 10).reduce((deck, id) => reviewCard(deck, id, 'easy', ahead), emptyDeck);
    for (const day of ['2026-11-28', '2026-11-29', '2026-12-20', '2027-11-27', '2027-11-29'])
      expect(reviewQueue(seen, many, new Date(`${day}T12:00:00`)).fresh).toHaveLength(newCardsADay);
    for (const time of ['00:00:00', '12:00:01', '23:59:59'])
      expect(reviewQueue(seen, many, new Date(`2027-11-28T${time}`)).fresh).toHaveLength(0);
  });

  it('keeps the schedule of a card that the key no longer has, and does not show it', () => {
    const deck = reviewCard(emptyDeck, 'tokens-gone', 'again', now);
    expect(nextCard(reviewQueue(deck, [], later(60)))).toBeUndefined();
    expect(cardOf(deck, 'tokens-gone')).toBeDefined();
  });
});

describe('export and import', () => {
  it('give the same deck', () => {
    fc.assert(
      fc.property(someDeck, (deck) => {
        expect(mergeDecks(emptyDeck, readStudyFile(writeDeckFile(deck)).deck)).toEqual(deck);
        expect(mergeDecks(deck, readStudyFile(writeDeckFile(deck)).deck)).toEqual(deck);
      }),
    );
  });

  it('lose no card and no review of either deck, and keep the later schedule', () => {
    fc.assert(
      fc.property(someDeck, someDeck, (mine, other) => {
        const both = mergeDecks(mine, other);
        for (const card of [...mine.cards, ...other.cards]) {
          const kept = cardOf(both, card.id)!;
          expect((kept.schedule?.lastReview ?? '') >= (card.schedule?.lastReview ?? '')).toBe(true);
        }
        for (const { card, at } of [...mine.reviews, ...other.reviews]) {
          expect(both.reviews.filter((review) => review.card === card && review.at === at).length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it.each(['', '{', '[]', 'null', '{"version":1}', '7'])('refuse %j, saying what was expected', (text) => {
    expect(() => readStudyFile(text)).toThrow(/expected cards or progress exported/);
  });
});

describe('stored data', () => {
  it('of any kind is read or set aside: nothing is lost', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.anything()), fc.array(fc.anything()), (whole, cards, reviews) => {
        if (whole !== undefined) expect(readDeck(whole).rejected.length).toBeGreaterThan(0);
        const { value, rejected } = readDeck({ version: 1, cards, reviews });
        expect(value.cards.length + value.reviews.length + rejected.length).toBe(cards.length + reviews.length);
      }),
    );
  });

  it('that is broken in one place costs only that card', () => {
    const deck = reviewCard(addOwnCard(emptyDeck, 'own-1', content), 'tokens-first', 'good', now);
    const broken = { id: 'scores-what', schedule: { ...deck.cards[1]!.schedule!, stability: -1 } };
    const read = readDeck({ ...deck, cards: [...deck.cards, broken, deck.cards[0]] });
    expect(read.value).toEqual(deck);
    expect(read.rejected.map(({ value }) => value)).toEqual([broken, deck.cards[0]]);
    expect(read.rejected[0]!.reason).toMatch(/^cards\[2\]\.schedule\.stability: /);
  });

  it('of a later version is neither read nor overwritten', () => {
    expect(() => readDeck({ version: 3, cards: [], reviews: [] })).toThrow(
      'expected version 2 or earlier, found version 3',
    );
  });

  it('whose content any content may be', () => {
    fc.assert(
      fc.property(someContent, (own) => {
        const deck = addOwnCard(emptyDeck, 'own-1', own);
        expect(readDeck(deck)).toEqual({ value: deck, rejected: [] });
      }),
    );
  });
});
