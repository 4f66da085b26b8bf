import type { Element } from 'hast';
import { selectAll } from 'hast-util-select';

/** Makes every link of a page one that also leads somewhere from a file. */
export function absoluteLinks(main: Element, address: URL): void {
  for (const { properties } of selectAll('a[href]', main))
    properties.href = new URL(String(properties.href), address).href;
}
