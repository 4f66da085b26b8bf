import type { ReaderPlace, Reading } from '../../model/reader-place.ts';
import { currentAddress } from '../../reader/address.ts';
import { isPlace, withoutFigure, writeFragment } from '../../reader/fragment.ts';

/** Caption of an exported picture, for readers who find it without the page. */
export interface FigureSource {
  /** The sentence that the numbers belong to; absent for a figure that shows another one, and prints it itself. */
  readonly sentence?: string;
  /** A link to the figure in this state, without `https://`. */
  readonly link: string;
}

/** The address of the page in its present state, without `https://`; the fragment names everything on screen. */
export function pageLink(place: ReaderPlace, reading: Reading): string {
  const { host, pathname, search, hash } = location;
  const state = hash && isPlace(hash) ? withoutFigure(hash) : writeFragment(place, reading);
  return `${host}${pathname}${search}${state}`;
}

/**
 * The fragment of a figure in its present state: the reader's place, what else the page keeps in its address, and the
 * figure's own fields, which stand last.
 * @param figure as `writeShown` writes them
 */
export function figureLink(figure: string, place: ReaderPlace, reading: Reading): string {
  const fields = new URLSearchParams(writeFragment(place, reading).slice(1));
  const known = ['text', 'pair', 'layer', 'head', 'token', 'lens', 'words', 'fold'];
  for (const [name, value] of kept()) if (!known.includes(name)) fields.set(name, value);
  return `#${fields}&${figure}`;
}

/** The fields of the present address. */
function kept(): URLSearchParams {
  const { hash } = new URL(currentAddress());
  return new URLSearchParams(isPlace(hash) ? withoutFigure(hash).slice(1) : '');
}
