import type { ReaderPlace, Reading, Sentence } from '../../model/reader-place.ts';
import { isPlace, writeFragment } from '../../reader/fragment.ts';

/** What a picture says of itself, for somebody who finds it alone. */
export interface FigureSource {
  /** What the numbers are of. */
  readonly sentence: string;
  /** The page in this state. */
  readonly link: string;
}

export function figureSource(answered: Sentence, place: ReaderPlace, reading: Reading): FigureSource {
  const { text, pair } = answered;
  return { sentence: pair ? `${text} | ${pair}` : text, link: pageLink(place, reading) };
}

/** The address of the page in its state: all of what is on screen stands behind its #. */
export function pageLink(place: ReaderPlace, reading: Reading): string {
  const { host, pathname, search, hash } = location;
  const state = hash && isPlace(hash) ? hash : writeFragment(place, reading);
  return `${host}${pathname}${search}${state}`;
}

/** `#text=...&figure=scores-figure`: the same state, at one figure. */
export function figureLink(id: string, place: ReaderPlace, reading: Reading): string {
  return `${writeFragment(place, reading)}&figure=${id}`;
}
