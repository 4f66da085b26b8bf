import { cosine } from '../../../shared/analysis/cosine.ts';
import { combine } from '../../../shared/analysis/nearest-words.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { ModelRefused } from '../../model/ask-model.ts';
import { type Trace, traceRow } from '../../model/trace.ts';

/** A sum of the reader's own, and the words with which it is compared. */
export interface OwnSumQuestion {
  readonly from: string;
  readonly minus: string;
  readonly plus: string;
  readonly against: readonly string[];
}

/** A word that is compared with the sum. */
export interface HeldWord {
  /** Index of the word's token in the request's text. */
  readonly token: number;
  readonly word: string;
  readonly cosine: number;
}

export interface OwnSumView {
  readonly question: OwnSumQuestion;
  /** The words of the sum as the vocabulary spells them. */
  readonly words: readonly [from: string, minus: string, plus: string];
  /** Largest cosine first. */
  readonly held: readonly HeldWord[];
}

export const firstOwnSum: OwnSumQuestion = {
  from: 'queen',
  minus: 'woman',
  plus: 'man',
  against: ['king', 'prince', 'ruler', 'boy', 'queens', 'banana'],
};

/** The words as one text. A row of the table does not depend on the words beside it, so one request gives all. */
export function textOf({ from, minus, plus, against }: OwnSumQuestion): string {
  return [from, minus, plus, ...against].join(' ');
}

/**
 * cos(from - minus + plus, word) for every compared word.
 * @throws Error in words for the reader where a word has no row
 */
export function ownSum(trace: Trace, question: OwnSumQuestion): OwnSumView {
  const tokens = oneTokenEach(trace.tokens, [question.from, question.minus, question.plus, ...question.against]);
  const row = (at: number) => traceRow(trace, 'embeddings.word', at);
  const sum = combine([row(1), row(3)], [row(2)]);
  const held = tokens
    .slice(3)
    .map(({ text }, index) => ({ token: index + 4, word: text, cosine: cosine(sum, row(index + 4)) }));
  return {
    question,
    words: [tokens[0]!.text, tokens[1]!.text, tokens[2]!.text],
    held: held.toSorted((a, b) => b.cosine - a.cosine),
  };
}

function oneTokenEach(tokens: readonly Token[], words: readonly string[]): Token[] {
  const own = tokens.filter(({ special }) => !special);
  const split = words.find((_, index) => own.filter(({ word }) => word === index).length !== 1);
  if (own.length === words.length && split === undefined) return own;
  throw new ModelRefused(
    `“${split ?? words.at(-1)}” is not one piece of the vocabulary, so the table has no row for it.`,
  );
}

/** How the API names the cosine between the sum and the word at a token of the request's text. */
export function ownCosineName(token: number): string {
  const at = (index: number) => `embeddings.word[${index}]`;
  return `cos(${at(1)} - ${at(2)} + ${at(3)}, ${at(token)})`;
}
