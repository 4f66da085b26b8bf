import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deck, emptyDeck } from '../../../../../site/study/cards/deck.ts';
import { cardsADay, forecast } from '../../../../../site/study/cards/forecast/forecast.ts';
import { callCard, retain, reviewCard } from '../../../../../site/study/cards/review.ts';
import { someDeck } from '../some-decks.ts';

const now = new Date(2026, 8, 1, 9);
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const all = (deck: Deck) => new Set(deck.cards.map(({ id }) => id));

describe('the forecast', () => {
  it('has a card on the day when it comes back, and an overdue one today; afterwards the share that lapsed', () => {
    const deck = reviewCard(emptyDeck, 'scores-what', 'easy', now);
    const days = forecast(deck, all(deck), now);
    expect(days.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(days[8]).toBe(1);
    const lapsed = days.slice(9).reduce((sum, count) => sum + count, 0);
    expect(lapsed).toBeGreaterThan(0.1);
    expect(lapsed).toBeLessThan(0.3);
    expect(forecast(deck, all(deck), later(30))[0]).toBe(1);
  });

  it('has a card that a missed question called, today; none of an empty deck, nor of cards that are not shown', () => {
    expect(forecast(callCard(emptyDeck, 'scores-what', now), new Set(['scores-what']), now)[0]).toBe(1);
    expect(forecast(emptyDeck, new Set(['scores-what']), now)).toEqual(Array(14).fill(0));
    expect(cardsADay(reviewCard(emptyDeck, 'gone', 'easy', now), new Set(), now, 0.95)).toBe(0);
  });

  it('never has a card twice a day; a retention chosen has the price that it was offered for, and more costs more', () => {
    fc.assert(
      fc.property(someDeck, fc.nat(60), (deck, day) => {
        const [ids, then] = [all(deck), later(day)];
        const begun = deck.cards.filter(({ schedule }) => schedule).length;
        for (const count of forecast(deck, ids, then)) expect(count).toBeLessThanOrEqual(begun + 1e-9);
        const [little, much] = [0.8, 0.95].map((retention) => cardsADay(deck, ids, then, retention));
        expect(much).toBeGreaterThanOrEqual(little! - 1e-9);
        expect(cardsADay(retain(deck, 0.95), ids, then, 0.95)).toBeCloseTo(much!, 9);
      }),
      { numRuns: 30 },
    );
  });
});
