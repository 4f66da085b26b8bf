/** The stage before all others: tokens such as [MASK] that the reader typed are taken as they stand. */
import type { Range } from './words.ts';

/** A stretch of the text: one added token, or the plain text between two of them. */
export interface Section extends Range {
  readonly added: boolean;
}

/**
 * Splits a text at its added tokens; empty stretches are left out.
 * "a [MASK]!" -> "a ", "[MASK]" (added), "!"
 */
export function splitSections(text: string, addedTokens: readonly string[]): Section[] {
  const sections: Section[] = [];
  let start = 0;
  for (const { 0: token, index } of text.matchAll(anyOf(addedTokens))) {
    if (start < index) sections.push({ start, end: index, added: false });
    start = index + token.length;
    sections.push({ start: index, end: start, added: true });
  }
  if (start < text.length) sections.push({ start, end: text.length, added: false });
  return sections;
}

/** Longest first, because an alternation takes the first that fits; `(?!)` fits nowhere. */
function anyOf(tokens: readonly string[]): RegExp {
  const longestFirst = tokens.toSorted((a, b) => b.length - a.length);
  const patterns = longestFirst.map((token) => token.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(patterns.join('|') || '(?!)', 'g');
}
