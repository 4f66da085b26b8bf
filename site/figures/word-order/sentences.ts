import type { CardSentence, Order } from './word-order.ts';

/** A sentence of the chapter, the text on its button, and the orders that the page shows of it, its own first. */
export interface ShuffledSentence extends CardSentence {
  readonly name: string;
  readonly orders: readonly Order[];
}

/**
 * In the first sentence, swapping two words changes the verb. In the second, only its own order makes *capital* so
 * probable.
 */
export const shuffledSentences: readonly ShuffledSentence[] = [
  {
    name: 'The police …',
    cards: ['the', 'police', '[MASK]', 'the', 'thief', '.'],
    blank: 2,
    orders: [
      [0, 1, 2, 3, 4, 5],
      [0, 4, 2, 3, 1, 5],
      [2, 1, 0, 3, 4, 5],
      [0, 1, 3, 4, 2, 5],
      [4, 3, 2, 0, 5, 1],
    ],
  },
  {
    name: 'Paris …',
    cards: ['paris', 'is', 'the', '[MASK]', 'of', 'france', '.'],
    blank: 3,
    orders: [
      [0, 1, 2, 3, 4, 5, 6],
      [5, 1, 2, 3, 4, 0, 6],
      [3, 1, 2, 0, 4, 5, 6],
      [2, 1, 4, 0, 3, 5, 6],
      [4, 3, 2, 1, 5, 0, 6],
    ],
  },
];
