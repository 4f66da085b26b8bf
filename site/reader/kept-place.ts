import { kept } from '../ui/kept.ts';
import { addressChanged, currentAddress } from './address.ts';
import { isPlace, withoutFigure } from './fragment.ts';

/** Pages that show no place, such as the podcast, still hand it on: it is kept for the tab. */
const keptPlace = kept('place', 'tab');

/**
 * Whether a page shows the place in its address: home, chapters, map, playground, notes, practice, and the pages of heads.
 */
export function showsPlace(path: string): boolean {
  return /^\/(?:(?:index|map|playground|notes|practice|chapters)(?:\.html)?|(?:chapters|heads)\/[^/]+)?$/.test(path);
}

/**
 * The link with the place as its fragment, which no server sees. A link to a file or to another site is returned
 * unchanged.
 */
export function withPlace(href: string, place: string): string {
  const [page = ''] = href.split('#');
  const isPage = /^\/(?!\/)[^.]*$/.test(page.replace(/\?.*$/, ''));
  return isPage ? page + place : href;
}

/** Keeps the place in every link of the page, also in links that appear later. */
export function keepPlaceInLinks(): void {
  /**
   * The fragments written here. A link whose fragment is another one, such as that of a figure in another state, keeps
   * it.
   */
  const carried = new WeakMap<Element, string>();
  const carry = (link: Element) => {
    const href = link.getAttribute('href') ?? '';
    if (carried.get(link) !== href && href.includes('#')) return;
    const next = withPlace(href, currentPlace());
    carried.set(link, next);
    if (next !== href) link.setAttribute('href', next);
  };
  const carryAll = () => {
    keptPlace.write(currentPlace());
    for (const link of document.links) carry(link);
  };
  const carryOne = ({ target }: Event) => {
    const link = target instanceof Element && target.closest('a[href]');
    if (link) carry(link);
  };
  for (const event of [addressChanged, 'popstate', 'hashchange', 'pageshow']) addEventListener(event, carryAll);
  for (const event of ['pointerover', 'pointerdown', 'focusin']) document.addEventListener(event, carryOne);
  carryAll();
}

/**
 * The place in the address. A page that shows none, or whose fragment names a part of it such as `#note-3`, has the
 * place that was kept. The figure that a link led to, and its state, belong to the page and go no further.
 */
export function currentPlace(): string {
  const { hash } = new URL(currentAddress());
  const isShown = showsPlace(location.pathname) && isPlace(hash);
  return withoutFigure(isShown ? hash : (keptPlace.read() ?? ''));
}
