import type { Token } from '../../../shared/tokenizer/token.ts';

/** How one piece of a word was found. */
export interface MatchStep {
  /** What is left of the word, without `##`. */
  readonly rest: string;
  /** Beginnings that the vocabulary does not have, the longest first, spelled as pieces. */
  readonly tried: readonly string[];
  /** The piece that it has. */
  readonly piece: string;
}

const prefix = '##';

/**
 * The steps of WordPiece on one word, from the pieces it came out as. The rule takes the longest beginning that the
 * vocabulary has; so every longer one was tried before, and is not in it.
 */
export function matchSteps(pieces: readonly string[]): MatchStep[] {
  const spelled = pieces.map((piece, index) => (index === 0 ? piece : piece.slice(prefix.length)));
  return pieces.map((piece, index) => {
    const rest = spelled.slice(index).join('');
    const letters = Array.from(rest);
    const longer = letters.length - Array.from(spelled[index]!).length;
    const mark = index === 0 ? '' : prefix;
    const tried = Array.from({ length: longer }, (_, left) => mark + letters.slice(0, letters.length - left).join(''));
    return { rest, tried, piece };
  });
}

/** The pieces of the first word of a text, and whether there are more words. */
export function firstWord(tokens: readonly Token[]): { pieces: string[]; isAlone: boolean } {
  const own = tokens.filter(({ special }) => !special);
  const pieces = own.filter(({ word }) => word === own[0]?.word).map(({ text }) => text);
  return { pieces, isAlone: pieces.length === own.length };
}
