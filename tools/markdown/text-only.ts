import type { Element, ElementContent, Parents } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';

/** What can only be pressed or seen, what says how things stand, and what leads around the site. */
const leftOut = [
  'script, style, template, noscript, svg, canvas, progress',
  'nav, form, button, input, select, label, fieldset',
  '[hidden], [popover], [aria-hidden=true], [role=status], .screen-only, .print-only',
  // The swatches of a legend.
  'i:empty, b:empty',
  // The reader's sentence; what the text says of it while it is another than the first.
  '.sentence-line, .about',
].join(', ');

/** Leaves the text of a part of a page, without controls and drawings, in elements that Markdown has a word for. */
export function leaveText(main: Element): void {
  removeComments(main);
  // In a table a cell may be pressed, and its number is still a number.
  replace(main, ':is(td, th) button', ({ children }) => h('span', children));
  remove(main, selectAll(leftOut, main));
  replace(main, '.twin', (twin) => h('span', ` (token ${toText(twin)})`));
  replace(main, ':is(td, th) small', (small) => [{ type: 'text', value: ' ' }, ...small.children]);
  replace(main, 'sub', (sub) => h('span', `_${toText(sub)}`));
  replace(main, ':is(h1, h2, h3, h4) a[href^="#"]', ({ children }) => h('span', children));
  replace(main, 'a.term', ({ children }) => children);
  replace(main, 'a.name', (name) => [h('code', toText(name).trim()), { type: 'text', value: ' ' }]);
  replace(main, '.recall', recalled);
  replace(main, 'dl', listed);
  remove(
    main,
    selectAll('li', main).filter((item) => toText(item).trim() === ''),
  );
  for (const block of selectAll('pre[data-language]', main)) nameLanguage(block);
}

/** Puts something else in the place of every element that a selector finds, the inner ones first. */
export function replace(
  root: Element,
  selector: string,
  by: (found: Element) => ElementContent | ElementContent[],
): void {
  const all = selectAll(selector, root);
  const parents = parentsOf(root, new Set(all));
  for (const found of all.reverse()) {
    const parent = parents.get(found);
    if (!parent) throw new Error(`expected <${found.tagName}> inside <${root.tagName}>, found none`);
    parent.children.splice((parent.children as readonly unknown[]).indexOf(found), 1, ...[by(found)].flat());
  }
}

/** Takes elements out of a tree. */
export function remove(root: Element, gone: readonly Element[]): void {
  const all = new Set<unknown>(gone);
  visit(root, (node, index, parent) => {
    if (!all.has(node) || parent === undefined || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

/** Comments mark for scripts where their parts begin. */
function removeComments(root: Element): void {
  visit(root, 'comment', (_, index, parent) => {
    if (parent === undefined || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

/** In what each of the elements stands. One walk finds them all: a page of ten thousand elements has many. */
function parentsOf(root: Element, wanted: ReadonlySet<Element>): Map<Element, Parents> {
  const parents = new Map<Element, Parents>();
  visit(root, 'element', (node, _, parent) => {
    if (parent !== undefined && wanted.has(node)) parents.set(node, parent);
  });
  return parents;
}

/** A card between two sections: its question and its answer. */
function recalled(card: Element): Element {
  const [front, back] = [select('summary', card), select('.back', card)];
  if (!front || !back) throw new Error('expected a card with a front and a back, found one without');
  return h('blockquote', [h('p', [h('strong', front.children), h('br'), ...back.children])]);
}

/** Terms and what they are, as a list: Markdown has no other. */
function listed({ children }: Element): Element {
  const entries = children.filter((child) => child.type === 'element');
  return h(
    'ul',
    entries.map((entry) => h('li', entry.tagName === 'div' ? termFirst(entry) : entry.children)),
  );
}

function termFirst({ children }: Element): ElementContent[] {
  return children.map((child) => {
    if (child.type !== 'element') return child;
    return h(child.tagName === 'dt' ? 'p' : 'div', child.children);
  });
}

/** Says to the converter in which language a block of code is, where the highlighter wrote it. */
function nameLanguage(block: Element): void {
  const code = select('code', block);
  if (code) code.properties.className = [`language-${block.properties.dataLanguage}`];
}
