import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { select } from 'hast-util-select';
import { toMdast } from 'hast-util-to-mdast';
import { h } from 'hastscript';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { mathToMarkdown } from 'mdast-util-math';
import { toMarkdown } from 'mdast-util-to-markdown';
import { firstPreset } from '../../site/reader/presets.ts';
import { figuresAsText } from './figures.ts';
import { formulasAsTex, texHandlers } from './formulas.ts';
import { absoluteLinks } from './links.ts';
import { readableTables } from './tables.ts';
import { leaveText, remove } from './text-only.ts';

/** What the prose of a page with the reader's sentence needs to be understood without it. */
const asTheyOpen = `Figures can be changed there; here each is as it opens, and “your sentence” is “${firstPreset.text}”`;

/**
 * The text of a built page in Markdown: prose, headings, code, formulas in TeX, sources as links; of each figure its
 * title, what is said in it and its tables. It is made of the page itself, so that no number can differ.
 * @throws Error where the page has no address or no main part
 */
export function pageMarkdown(html: string): string {
  const page = fromHtml(html);
  const address = addressOf(page);
  const main = select('main', page);
  if (!main) throw new Error(`${address}: expected a main part, found none`);
  const opening = select('.sentence-line', main) === undefined ? '' : asTheyOpen;
  for (const step of [formulasAsTex, leaveText, figuresAsText, readableTables]) step(main);
  titleFirst(main, address, opening);
  absoluteLinks(main, address);
  const tree = toMdast({ type: 'root', children: main.children }, { handlers: texHandlers });
  return toMarkdown(tree, {
    bullet: '-',
    rule: '-',
    extensions: [gfmToMarkdown({ tablePipeAlign: false }), mathToMarkdown()],
  });
}

function addressOf(page: Root): URL {
  const address = select('meta[property="og:url"]', page)?.properties.content;
  if (typeof address !== 'string') throw new Error('expected the address of the page in og:url, found none');
  return new URL(address);
}

/** A file begins with its title, and says which page it is the text of. */
function titleFirst(main: Element, address: URL, opening: string): void {
  const title = select('h1', main);
  if (!title) throw new Error(`${address}: expected a title, found none`);
  remove(main, [title]);
  const page = h('a', { href: address.href }, address.href);
  main.children.unshift(title, h('p', ['The text of ', page, `. ${opening}`]));
}

/** Where the page says that its Markdown is, `/chapters/scores.md`; undefined where it has none. */
export function markdownPath(html: string): string | undefined {
  const link = select('link[rel="alternate"][type="text/markdown"]', fromHtml(html));
  return link && String(link.properties.href);
}
