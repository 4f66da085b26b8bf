import type { Find } from '../../../shared/analysis/what-stands-out.ts';
import type { Sentence } from '../../model/reader-place.ts';
import { writeFragment } from '../../reader/fragment.ts';

/** A weight for who reads past: "84 %", "6 %", and below one "0.3 %". */
export function percentOf(weight: number): string {
  const percent = weight * 100;
  return `${percent >= 0.95 ? Math.round(percent) : Number(percent.toPrecision(1))} %`;
}

/** Where a card leads: to the pair on the map. */
export function findAddress({ text, pair }: Sentence, { layer, head, from, to }: Find): string {
  return `/map${writeFragment({ text, pair, layer, head, token: from })}&level=pair&key=${to}`;
}

/** The body of a request for the sentence. */
export function requestOf({ text, pair }: Sentence): string {
  return JSON.stringify({ text, ...(pair && { text_pair: pair }) });
}

/** What stands where there is no card. */
export function nothingFound(isTooLong: boolean, longest: number): string {
  if (isTooLong) return `In a text of more than ${longest} tokens this page does not look.`;
  return 'Nothing stands out here: no head ties two of these words more than it usually would.';
}
