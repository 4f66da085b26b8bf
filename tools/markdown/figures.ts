import type { Element, ElementContent } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import { replace } from './text-only.ts';

/** Sentences of a figure that say what it asks, what it shows, and what came of it. */
const said = '.question, [data-outcome], .say, .said, .found, .moves, .what, .note, .legend';

/**
 * Puts in place of each figure one paragraph, which has its title, what is said in it, and a link to it on the page; after
 * that its tables. A legend of colours is no sentence, and says nothing without them.
 */
export function figuresAsText(main: Element): void {
  replace(main, 'figure', (figure) => [inWords(figure), ...selectAll('table', figure)]);
}

/** The parts of a figure that are sentences. */
export function sentencesOf(figure: Element): Element[] {
  return selectAll(said, figure).filter((part) => /[.?!]\)?$/.test(toText(part).trim()));
}

function inWords(figure: Element): Element {
  const { id } = figure.properties;
  const title = select('h2, h3, figcaption', figure);
  if (!title || typeof id !== 'string') throw new Error(`figure ${id}: expected a title and an id, found one without`);
  return h('p', [
    h('strong', ['Figure: ', ...title.children, '.']),
    ...sentencesOf(figure).flatMap(inline),
    ' ',
    h('a', { href: `#${id}` }, 'The figure on its page'),
    '.',
  ]);
}

/** What stands in a part, its paragraphs one after the other. */
function inline({ children }: Element): ElementContent[] {
  const space = { type: 'text', value: ' ' } as const;
  const parts = children.map((child) => (child.type === 'element' && child.tagName === 'p' ? inline(child) : [child]));
  return [space, ...parts.flat()];
}
