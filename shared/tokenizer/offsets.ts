/** The last stage: from the pieces of a word back to the reader's text. */
import type { NormalizedText } from './normalization.ts';
import { continuingPrefix } from './word-piece.ts';
import type { Range } from './words.ts';

/**
 * Ranges of a word's pieces in the original text: piece k covers the characters from which its units came.
 *
 * The pieces consume the word in order. A single piece covers the whole word, be it spelled so or [UNK].
 * A character that became several (한 -> 3 letters) may lie in the ranges of several pieces.
 */
export function alignPieces(pieces: readonly string[], word: Range, normalized: NormalizedText): Range[] {
  if (pieces.length === 1) return [originalRange(word, normalized)];
  let start = word.start;
  return pieces.map((piece, index) => {
    const end = start + piece.length - (index === 0 ? 0 : continuingPrefix.length);
    const range = originalRange({ start, end }, normalized);
    start = end;
    return range;
  });
}

function originalRange({ start, end }: Range, { starts, ends }: NormalizedText): Range {
  return { start: starts[start]!, end: ends[end - 1]! };
}
