import { maskText } from '../../model/blank.ts';
import type { Blanked } from './take-it-away.ts';

/** A piece of the sentence: a token, or what stands between two. */
export interface SentencePart {
  readonly text: string;
  readonly token?: number;
  /** Whether it is the mark that BERT puts between the halves of a pair, and none of the reader's words. */
  readonly isMark?: boolean;
}

type Shown = Omit<Blanked, 'rows' | 'best'>;

/** Characters that are kept on either side of the blank, and of the other half where it meets the blank's. */
const context = 90;

/** The text around the blank, token by token. A pair has both its halves. */
export function sentenceParts(shown: Shown): SentencePart[] {
  const { text, pair } = shown.question;
  if (!pair) return halfParts(shown, text, 0);
  return [...halfParts(shown, text, 0), { text: ' [SEP] ', isMark: true }, ...halfParts(shown, pair, 1)];
}

/** One half of a pair, or all that there is: type 0 or 1 of its tokens. */
function halfParts({ tokens, blank }: Shown, whole: string, half: 0 | 1): SentencePart[] {
  const here = tokens[blank]!;
  const nearest = half === 0 ? whole.length : 0;
  const { start: first, end: last } = here.type === half ? here : { start: nearest, end: nearest };
  const [from, to] = [wordFrom(whole, first - context, first), wordTo(whole, last + context, last)];
  const parts: SentencePart[] = from > 0 ? [{ text: '… ' }] : [];
  let at = from;
  for (const [token, { type, special, start, end, text }] of tokens.entries()) {
    if (type !== half || (special && text !== maskText) || end === 0 || start < at || end > to) continue;
    if (start > at) parts.push({ text: whole.slice(at, start) });
    parts.push({ text: whole.slice(start, end), token });
    at = end;
  }
  if (at < to) parts.push({ text: whole.slice(at, to) });
  if (to < whole.length) parts.push({ text: ' …' });
  return parts;
}

/** Where the first whole word at or behind a place of the text begins; the place itself where none begins up to the other one. */
function wordFrom(text: string, at: number, most: number): number {
  if (at <= 0) return 0;
  const gap = text.slice(at - 1, most).search(/\s/);
  return gap < 0 ? at : at + gap;
}

/** Where the last whole word that ends at or before a place of the text ends; the place itself where none ends from the other one on. */
function wordTo(text: string, at: number, least: number): number {
  if (at >= text.length) return text.length;
  const gap = text.slice(least, at + 1).search(/\s\S*$/);
  return gap < 0 ? at : least + gap;
}
