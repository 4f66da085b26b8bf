import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { shuffledSentences } from '../../../../site/figures/word-order/sentences.ts';
import {
  blanksBefore,
  cardsOf,
  ownOrder,
  shuffled,
  swapped,
  textOf,
} from '../../../../site/figures/word-order/word-order.ts';

const order = fc.integer({ min: 2, max: 20 }).map((count) => Array.from({ length: count }, (_, card) => card));

/** Tokens of a text, each given as its place in it. */
function tokensOf(text: string, pieces: readonly [text: string, start: number, end: number, word: number][]): Token[] {
  const template = { id: 1, start: 0, end: 0, special: true, word: null, type: 0 } as const;
  return [
    { ...template, text: '[CLS]' },
    ...pieces.map(([piece, start, end, word]) => {
      expect(text.slice(start, end).toLowerCase()).toBe(piece.replace('##', '').toLowerCase());
      return { id: 5, text: piece, start, end, special: piece === '[MASK]', word, type: 0 } as const;
    }),
    { ...template, text: '[SEP]' },
  ];
}

describe('an order', () => {
  it('has all cards once, however they are thrown', () => {
    fc.assert(
      fc.property(order, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (cards, numbers) => {
        const thrown = shuffled(cards, () => numbers.next().value);
        expect(thrown.toSorted((a, b) => a - b)).toEqual(cards);
      }),
    );
    const rolls = [0.9, 0.5, 0.2];
    expect(shuffled([0, 1, 2], () => rolls.shift()!)).toEqual([2, 0, 1]);
  });

  it('that is swapped twice is the one before; two cards change places and no other', () => {
    fc.assert(
      fc.property(order, fc.nat(), fc.nat(), (cards, a, b) => {
        const [one, other] = [a % cards.length, b % cards.length];
        const next = swapped(cards, one, other);
        expect(swapped(next, one, other)).toEqual(cards);
        expect(next.filter((card, at) => card !== cards[at]).length).toBe(one === other ? 0 : 2);
      }),
    );
  });

  it('makes a text, and knows its own blank among several', () => {
    const sentence = { cards: ['a', '[MASK]', 'b', '[MASK]'], blank: 3 };
    expect(textOf(sentence, ownOrder(sentence))).toBe('a [MASK] b [MASK]');
    expect(blanksBefore(sentence, [0, 1, 2, 3])).toBe(1);
    expect(blanksBefore(sentence, [3, 1, 2, 0])).toBe(0);
  });

  it('of the chapter has all its cards, begins with its own, and is there once', () => {
    for (const { cards, blank, orders } of shuffledSentences) {
      expect(cards[blank]).toBe('[MASK]');
      expect(orders[0]).toEqual(cards.map((_, card) => card));
      for (const one of orders) expect(one.toSorted((a, b) => a - b)).toEqual(orders[0]);
      expect(new Set(orders.map((one) => textOf({ cards, blank }, one))).size).toBe(orders.length);
    }
  });
});

describe('the cards of a sentence', () => {
  const text = 'Snowboards fall.';
  const tokens = tokensOf(text, [
    ['snow', 0, 4, 0],
    ['##boards', 4, 10, 0],
    ['fall', 11, 15, 1],
    ['.', 15, 16, 2],
  ]);

  it('are whole words, in lower case, signs on their own, the tapped one blank', () => {
    expect(cardsOf(text, tokens, 2)).toEqual({ cards: ['[MASK]', 'fall', '.'], blank: 0 });
    expect(cardsOf(text, tokens, 3)).toEqual({ cards: ['snowboards', '[MASK]', '.'], blank: 1 });
  });

  it('have the first word blank where none is tapped, and none where there is no word', () => {
    expect(cardsOf(text, tokens, 0)?.blank).toBe(0);
    expect(cardsOf('', tokensOf('', []), 1)).toBeUndefined();
  });

  it('keep the blank that there is', () => {
    const blank = 'My [MASK].';
    const read = tokensOf(blank, [
      ['my', 0, 2, 0],
      ['[MASK]', 3, 9, 1],
      ['.', 9, 10, 2],
    ]);
    expect(cardsOf(blank, read, 1)).toEqual({ cards: ['my', '[MASK]', '.'], blank: 1 });
  });

  it('leave the second text out', () => {
    const pair = tokens.map((token, at): Token => (at === 3 ? { ...token, type: 1 } : token));
    expect(cardsOf(text, pair, 1)?.cards).toEqual(['[MASK]', '.']);
  });
});
