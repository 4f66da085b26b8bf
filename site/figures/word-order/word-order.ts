import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { maskText } from '../../model/blank.ts';

/** A sentence cut into cards, one of which is the blank. */
export interface CardSentence {
  /** Words as the model reads them: in lower case, with punctuation on cards of its own. */
  readonly cards: readonly string[];
  /** Index of the card that is `[MASK]`. */
  readonly blank: number;
}

/** Cards from left to right, by their indices in the sentence. */
export type Order = readonly number[];

/** BERT's candidates for the blank in one order. */
export interface OrderGuess {
  /** Index of the blank's token in the reordered text. */
  readonly token: number;
  /** Best first. */
  readonly candidates: readonly Pick<MaskCandidate, 'id' | 'token' | 'probability'>[];
}

export interface TriedOrder {
  readonly order: Order;
  readonly guess: OrderGuess;
}

/** A sentence with the orders that have been answered already, its own first. */
export interface WordOrderView extends CardSentence {
  readonly name: string;
  readonly tried: readonly TriedOrder[];
}

/** Candidates asked for in each order. */
export const asked = 5;
/** The most cards that a picture can hold. */
export const mostCards = 24;

export function ownOrder({ cards }: CardSentence): Order {
  return cards.map((_, card) => card);
}

/** The text of an order. */
export function textOf({ cards }: CardSentence, order: Order): string {
  return order.map((card) => cards[card]).join(' ');
}

/** The order with two positions swapped. */
export function swapped(order: Order, one: number, other: number): Order {
  return order.map((card, at) => (at === one ? order[other]! : at === other ? order[one]! : card));
}

/** A random order, each as likely as any other. @param random gives numbers from 0 to below 1 */
export function shuffled(order: Order, random: () => number): Order {
  return order.reduce<Order>((thrown, _, at) => {
    const other = at + Math.floor(random() * (order.length - at));
    return swapped(thrown, at, other);
  }, order);
}

/** How many other blanks stand before the sentence's own in this order. */
export function blanksBefore({ cards, blank }: CardSentence, order: Order): number {
  return order.slice(0, order.indexOf(blank)).filter((card) => cards[card] === maskText).length;
}

/**
 * The words of the first text as cards. The tapped word is the blank, unless the text has one. Undefined where the text
 * has no word.
 */
export function cardsOf(text: string, tokens: readonly Token[], tapped: number): CardSentence | undefined {
  const words = wordsOf(tokens);
  if (words.length === 0) return undefined;
  const cards = words.map(({ start, end }) => cardText(text.slice(start, end)));
  const own = cards.indexOf(maskText);
  if (own >= 0) return { cards, blank: own };
  const found = words.findIndex(({ first, last }) => first <= tapped && tapped <= last);
  const blank = Math.max(0, found);
  return { cards: cards.map((card, at) => (at === blank ? maskText : card)), blank };
}

const cardText = (text: string) => (text === maskText ? text : text.toLowerCase());

interface Word {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** Tokens grouped by the word that they are pieces of. */
function wordsOf(tokens: readonly Token[]): Word[] {
  const words: Word[] = [];
  let before: Token | undefined;
  tokens.forEach((token, at) => {
    if (token.end === 0 || token.type === 1) return;
    const last = words.at(-1);
    if (last && before?.word === token.word && token.text.startsWith('##')) {
      words[words.length - 1] = { ...last, last: at, end: token.end };
    } else words.push({ first: at, last: at, start: token.start, end: token.end });
    before = token;
  });
  return words;
}

/** Body of the request whose answer holds the numbers of one order, for `data-request`. */
export function requestOf(sentence: CardSentence, order: Order): string {
  return JSON.stringify({ text: textOf(sentence, order) });
}
