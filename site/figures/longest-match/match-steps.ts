import type { Token } from '../../../shared/tokenizer/token.ts';

/** How one piece of a word was found. */
export interface MatchStep {
  /** The part of the word that is left, without `##`. */
  readonly rest: string;
  /** Beginnings that are not in the vocabulary, longest first, spelled as pieces. */
  readonly tried: readonly string[];
  /** The piece that is in the vocabulary. */
  readonly piece: string;
}

const prefix = '##';

/**
 * The steps of WordPiece on one word, reconstructed from its pieces. WordPiece takes the longest beginning that is in
 * the vocabulary, so it must have tried every longer one without success.
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
