import type { Word } from '../../shared/analysis/word-merging.ts';
import type { Bert } from '../../shared/model/bert.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import type { TreebankSentence } from './treebank.ts';

/** A sentence as the model reads it: its words joined by single spaces. */
export interface ReadSentence {
  readonly tokens: readonly Token[];
  /** Pieces of each word of the treebank; none where the tokenizer drops the whole word. */
  readonly words: readonly Word[];
  /** Indices of the pieces of punctuation. */
  readonly punctuation: readonly number[];
}

/** The tokens of a sentence and which of them are the pieces of each of its words. */
export function readSentence(bert: Bert, { words }: TreebankSentence): ReadSentence {
  const tokens = bert.tokenize(words.map(({ form }) => form).join(' '));
  let start = 0;
  const placed = words.map(({ form }): Word => {
    const end = start + form.length;
    const pieces = [...tokens.keys()].filter((index) => isWithin(tokens[index]!, start, end));
    start = end + 1;
    return { text: form, tokens: pieces, special: false, type: 0 };
  });
  const punctuation = placed.flatMap(({ tokens: pieces }, index) => (words[index]!.isPunctuation ? pieces : []));
  return { tokens, words: placed, punctuation };
}

const isWithin = ({ special, start, end }: Token, first: number, last: number) =>
  !special && start >= first && end <= last;
