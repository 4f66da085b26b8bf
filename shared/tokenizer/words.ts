/** The second stage: whitespace separates words, every punctuation character is a word of its own. */
import { punctuation, whitespace } from './characters.ts';

/** Half-open, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Normalising a stretch takes some twenty times its size in memory. */
const stretchLength = 4096;

/**
 * A section of a text in stretches of about 4096 units that end before a space, one by one: no word crosses a space, so
 * the words of the stretches are the words of the section.
 */
export function* splitStretches(text: string, section: Range): Generator<Range> {
  let { start } = section;
  while (section.end - start > stretchLength) {
    const space = text.indexOf(' ', start + stretchLength);
    if (space < 0 || space >= section.end) break;
    yield { start, end: space };
    start = space;
  }
  yield { start, end: section.end };
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
