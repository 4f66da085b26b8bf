import { addressChanged, currentAddress } from '../reader/address.ts';

/** Keeps the link to the figure's page at what the frame shows, as its reader goes on. */
export function keepWayBack(link: HTMLAnchorElement, figure: string): void {
  const page = link.href;
  const follow = () => {
    link.href = page + pageFragment(new URL(currentAddress()).hash, figure);
  };
  for (const event of [addressChanged, 'hashchange']) addEventListener(event, follow);
  follow();
}

/** The fragment that shows on the figure's page what a frame with this fragment shows. */
export function pageFragment(fragment: string, figure: string): string {
  const fields = fragment.replace(/^#/, '');
  if (/(?:^|&)figure=/.test(fields)) return `#${fields}`;
  return `#${fields && `${fields}&`}figure=${figure}`;
}
