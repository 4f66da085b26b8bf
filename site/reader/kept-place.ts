import { kept } from '../ui/kept.ts';
import { addressChanged, currentAddress } from './address.ts';
import { isPlace } from './fragment.ts';

/** What no page shows is still there for the next one that does. */
const keptPlace = kept('place', 'tab');

/** Whether a page begins at the place in its address: home, chapters, map, playground, notes, practice. */
export function showsPlace(path: string): boolean {
  return /^\/(?:(?:index|map|playground|notes|practice|chapters)(?:\.html)?|chapters\/[^/]+)?$/.test(path);
}

/** The same link with the place behind its #, which no server sees; as it is where it leads to a file or off the site. */
export function withPlace(href: string, place: string): string {
  const [page = ''] = href.split('#');
  const isPage = /^\/(?!\/)[^.]*$/.test(page.replace(/\?.*$/, ''));
  return isPage ? page + place : href;
}

/** Keeps every link of the page in step with the place where the reader is, those too that come later. */
export function keepPlaceInLinks(): void {
  /** What was written last; a link with a fragment of its own, such as a figure in another state, keeps it. */
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

/** The place that the address has; where a page shows none, or a part of itself such as `#note-3`, the one before. */
export function currentPlace(): string {
  const { hash } = new URL(currentAddress());
  const isShown = showsPlace(location.pathname) && isPlace(hash);
  return isShown ? hash : (keptPlace.read() ?? '');
}
