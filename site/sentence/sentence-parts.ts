import type { Token } from '../../shared/tokenizer/token.ts';
import type { Sentence } from '../model/reader-place.ts';

/** A token with the text that it stands for. */
export interface SentencePart {
  /** The text as typed: “The” where the token is “the”. For a token that the model added, the token itself. */
  readonly surface: string;
  /** Whether a space stands before it in the sentence. */
  readonly isApart: boolean;
}

/** The parts of the sentence, one for each token: [tokens]. */
export function sentenceParts({ text, pair }: Sentence, tokens: readonly Token[]): SentencePart[] {
  const source = [text, pair];
  return tokens.map((token, index) => {
    if (token.special) return { surface: token.text, isApart: true };
    const before = tokens[index - 1];
    const isFirst = !before || before.special || before.type !== token.type;
    return {
      // Some characters, such as combining marks, give a token without characters of its own.
      surface: source[token.type]!.slice(token.start, token.end) || token.text,
      isApart: isFirst || /\s/.test(source[token.type]!.slice(before.end, token.start)),
    };
  });
}
