/** The third stage: a word becomes the longest pieces that the vocabulary has, from left to right. */

/** Marks a piece that continues a word; not part of its spelling. */
export const continuingPrefix = '##';

export interface Vocabulary {
  has(piece: string): boolean;
  keys(): Iterable<string>;
}

export interface WordPieceOptions {
  readonly unknownToken: string;
  /** Longer words, in characters, are not looked at. */
  readonly maxInputCharsPerWord: number;
}

export type WordPiece = (word: string) => string[];

/**
 * Greedy longest match first (Schuster and Nakajima 2012; Devlin et al. 2019, `WordpieceTokenizer`):
 * "unaffable" -> "una", "##ffa", "##ble". A word with a stretch that no piece fits is [UNK] as a whole.
 *
 * Equals transformers.js's, which tries every end of the word for every piece and joins characters each time: 30 s for
 * a megabyte of words of 100 letters. No piece is longer than the vocabulary's longest, so this one starts there.
 */
export function createWordPiece(vocabulary: Vocabulary, options: WordPieceOptions): WordPiece {
  const longest = longestPiece(vocabulary);
  const unknown = [options.unknownToken];
  return (word) => {
    if (isLonger(word, options.maxInputCharsPerWord)) return unknown;
    const pieces: string[] = [];
    let start = 0;
    while (start < word.length) {
      const piece = longestMatch(vocabulary, word, start, longest);
      if (piece === undefined) return unknown;
      pieces.push(piece);
      start += start === 0 ? piece.length : piece.length - continuingPrefix.length;
    }
    return pieces;
  };
}

function longestMatch(vocabulary: Vocabulary, word: string, start: number, longest: number): string | undefined {
  const prefix = start === 0 ? '' : continuingPrefix;
  for (let end = Math.min(word.length, start + longest); end > start; end--) {
    const piece = prefix + word.slice(start, end);
    if (vocabulary.has(piece)) return piece;
  }
  return undefined;
}

/** In UTF-16 units, prefix included: a little more than needed. */
function longestPiece(vocabulary: Vocabulary): number {
  let longest = 0;
  for (const piece of vocabulary.keys()) longest = Math.max(longest, piece.length);
  return longest;
}

/** Whether a word has more than `limit` characters; a megabyte of one word is not counted to its end. */
function isLonger(word: string, limit: number): boolean {
  if (word.length <= limit) return false;
  return word.length > 2 * limit || Array.from(word).length > limit;
}
