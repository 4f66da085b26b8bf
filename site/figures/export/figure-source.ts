import type { ReaderPlace, Reading, Sentence } from '../../model/reader-place.ts';
import { isPlace, writeFragment } from '../../reader/fragment.ts';

/** Caption of an exported picture, for readers who find it without the page. */
export interface FigureSource {
  /** The sentence that the numbers belong to; absent for a figure that shows another one, and prints it itself. */
  readonly sentence?: string;
  /** A link to the page in this state. */
  readonly link: string;
}

/** The caption of a picture of the answered sentence; both texts of a pair are separated by a bar. */
export function figureSource(answered: Sentence, place: ReaderPlace, reading: Reading): FigureSource {
  const { text, pair } = answered;
  return { sentence: pair ? `${text} | ${pair}` : text, link: pageLink(place, reading) };
}

/** The address of the page in its present state; the fragment names everything on screen. */
export function pageLink(place: ReaderPlace, reading: Reading): string {
  const { host, pathname, search, hash } = location;
  const state = hash && isPlace(hash) ? hash : writeFragment(place, reading);
  return `${host}${pathname}${search}${state}`;
}

/** The same with one figure: `#text=...&figure=scores-figure`. */
export function figureLink(id: string, place: ReaderPlace, reading: Reading): string {
  return `${writeFragment(place, reading)}&figure=${id}`;
}
