import type { Find } from '../../../shared/analysis/what-stands-out.ts';
import type { Sentence } from '../../model/reader-place.ts';
import { writeFragment } from '../../reader/fragment.ts';

/** A weight for readers who only skim: "84 %", "6 %", and below one "0.3 %". */
export function percentOf(weight: number): string {
  const percent = weight * 100;
  return `${percent >= 0.95 ? Math.round(percent) : Number(percent.toPrecision(1))}\u00a0%`;
}

/** The address of a card's link: the pair of tokens on the map. */
export function findAddress({ text, pair }: Sentence, { layer, head, from, to }: Find): string {
  return `/map${writeFragment({ text, pair, layer, head, token: from })}&level=pair&key=${to}`;
}

/** The body of an API request for the sentence. */
export function requestOf({ text, pair }: Sentence): string {
  return JSON.stringify({ text, ...(pair && { text_pair: pair }) });
}

/** The text that replaces the cards where there are none. */
export function nothingFound(isTooLong: boolean, longest: number): string {
  if (isTooLong) return `In a text of more than ${longest} tokens this page does not look.`;
  return 'Nothing stands out here: no head ties two of these words more than it usually would.';
}
