/** The second stage: whitespace separates words, every punctuation character is a word of its own. */
import { punctuation, whitespace } from './characters.ts';

/** Half-open, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const boundaries = new RegExp(`${punctuation.source}|${whitespace.source}`, 'gu');

/**
 * Words of a normalised text, in order: what Hugging Face's `BertPreTokenizer` returns.
 * "don't go" -> don, ', t, go
 */
export function splitWords(text: string): Range[] {
  const words: Range[] = [];
  let start = 0;
  for (const { 0: boundary, index } of text.matchAll(boundaries)) {
    if (start < index) words.push({ start, end: index });
    start = index + boundary.length;
    if (!whitespace.test(boundary)) words.push({ start: index, end: start });
  }
  if (start < text.length) words.push({ start, end: text.length });
  return words;
}
