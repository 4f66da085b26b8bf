import type { Token } from '../../shared/tokenizer/token.ts';
import type { Sentence } from '../model/reader-place.ts';

/** A token as it stands in the sentence that was typed. */
export interface SentencePart {
  /** As typed: “The” where the token is “the”; the token itself where the model added it. */
  readonly surface: string;
  /** Whether a space stands before it. */
  readonly isApart: boolean;
}

/** The sentence cut where its tokens are, in their order: [tokens]. */
export function sentenceParts({ text, pair }: Sentence, tokens: readonly Token[]): SentencePart[] {
  const source = [text, pair];
  return tokens.map((token, index) => {
    if (token.special) return { surface: token.text, isApart: true };
    const before = tokens[index - 1];
    const isFirst = !before || before.special || before.type !== token.type;
    return {
      // Some characters, such as marks over letters, give a token that has none of its own.
      surface: source[token.type]!.slice(token.start, token.end) || token.text,
      isApart: isFirst || /\s/.test(source[token.type]!.slice(before.end, token.start)),
    };
  });
}
