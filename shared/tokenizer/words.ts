/** The second stage: whitespace separates words, every punctuation character is a word of its own. */
import { punctuation, whitespace } from './characters.ts';

/** Half-open, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const boundaries = new RegExp(`${punctuation.source}|${whitespace.source}`, 'gu');

/**
 * Words of a normalised text, one by one (a megabyte of punctuation has a million): what Hugging Face's `BertPreTokenizer` returns.
 * "don't go" -> don, ', t, go
 */
export function* splitWords(text: string): Generator<Range> {
  let start = 0;
  for (const { 0: boundary, index } of text.matchAll(boundaries)) {
    if (start < index) yield { start, end: index };
    start = index + boundary.length;
    if (!whitespace.test(boundary)) yield { start: index, end: start };
  }
  if (start < text.length) yield { start, end: text.length };
}
