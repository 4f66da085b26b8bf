import type { Element, Nodes, Root } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import type { Kind, Section } from '../../site/search/section.ts';
import { sentencesOf } from '../markdown/figures.ts';
import { formulasAsTex } from '../markdown/formulas.ts';
import { leaveText, remove, replace } from '../markdown/text-only.ts';

/** A section as it is read. */
type Reading = { -readonly [Key in keyof Section]: Section[Key] };

const headings = new Set(['h1', 'h2', 'h3', 'h4']);
const blocks = /^(p|li|ul|ol|dl|dt|dd|div|section|table|tr|td|th|caption|pre|blockquote|figure|br|header|h\d)$/;

/** Entries of a table or a list that have an address and a name of their own. */
const isNamedEntry = ({ tagName, properties }: Element) =>
  typeof properties.id === 'string' && (tagName === 'tr' || tagName === 'li');

/**
 * The sections of a page: from each heading with an address to the next, each figure, and each entry of a list that has
 * an address. Formulas are found by their TeX, code by its names, parts of the API also by their ids. A sentence that the page repeats, as the reference does with fields that
 * many routes have, counts where it stands first.
 */
export function pageSections(page: Root, path: string, kind: Kind): Section[] {
  const main = select('main', page);
  const title = main && select('h1', main);
  if (!main || !title) throw new Error(`${path}: expected a main part with a title, found none`);
  formulasAsTex(main);
  replace(main, 'dt', (term) => ({ ...term, children: [...term.children, { type: 'text', value: ': ' }] }));
  replace(main, 'dd', (said) =>
    /[.?!:]$/.test(spaced(toText(said)))
      ? said
      : { ...said, children: [...said.children, { type: 'text', value: '. ' }] },
  );
  leaveText(main);
  remove(main, selectAll('article > header .number, .note > .number, .note > .concept', main));
  return new PageReader(path, kind, spaced(toText(title))).read(main);
}

class PageReader {
  private readonly sections: Reading[] = [];
  private readonly seen = new Set<string>();
  private readonly path: string;
  private readonly kind: Kind;
  private readonly page: string;
  private current: Reading;

  constructor(path: string, kind: Kind, page: string) {
    [this.path, this.kind, this.page] = [path, kind, page];
    this.current = this.begin('', page);
  }

  read(main: Element): Section[] {
    this.visit(main, []);
    return this.sections.map((section) => ({ ...section, text: spaced(section.text), names: spaced(section.names) }));
  }

  private begin(id: string, title: string): Reading {
    const link = id === '' ? this.path : `${this.path}#${id}`;
    this.current = { kind: this.kind, link, title, page: this.page, text: '', names: this.kind === 'api' ? id : '' };
    this.sections.push(this.current);
    return this.current;
  }

  private visit(node: Nodes, around: readonly Element[]): void {
    if (node.type === 'text') this.current.text += node.value;
    if (node.type !== 'element') return;
    if (node.tagName === 'tex' || node.tagName === 'pre') this.current.names += ` ${toText(node)}`;
    else if (headings.has(node.tagName)) this.heading(node, around);
    else if (node.tagName === 'figure' || isNamedEntry(node)) this.apart(node, around);
    else if (node.tagName === 'p' && this.isRepeated(node)) return;
    else this.children(node, around);
  }

  private children(node: Element, around: readonly Element[]): void {
    if (blocks.test(node.tagName)) this.current.text += ' ';
    for (const child of node.children) this.visit(child, [...around, node]);
    if (blocks.test(node.tagName)) this.current.text += ' ';
  }

  /** Begins a section where a link can lead to it; a further heading of the same part is text. */
  private heading(node: Element, around: readonly Element[]): void {
    const title = spaced(toText(node));
    if (node.tagName === 'h1') return;
    const id = idOf(around.at(-1)) ?? idOf(node);
    if (id !== undefined && !this.has(id)) this.begin(id, title);
    else if (title !== this.current.title) this.current.text += ` ${/[.?!]$/.test(title) ? title : `${title}.`} `;
  }

  /** A part that does not end the section in which it stands. */
  private apart(node: Element, around: readonly Element[]): void {
    const outer = this.current;
    const name = select('ins', node) ?? select(node.tagName === 'figure' ? 'h2, h3' : 'h2, h3, code, th, td', node);
    const id = idOf(node);
    if (name && id !== undefined) this.begin(id, spaced(toText(name)));
    // Of a figure what it says: its tables and labels are numbers and the words of the sentence.
    if (node.tagName === 'figure')
      this.current.text += sentencesOf(node)
        .map((part) => toText(part))
        .join(' ');
    else this.children(node, around);
    this.current = outer;
  }

  private has(id: string): boolean {
    return this.sections.some(({ link }) => link === `${this.path}#${id}`);
  }

  private isRepeated(node: Element): boolean {
    const text = spaced(toText(node));
    if (this.seen.has(text)) return true;
    if (text.length > 40) this.seen.add(text);
    return false;
  }
}

/** The id of a part whose first heading it is. */
function idOf(node: Element | undefined): string | undefined {
  return typeof node?.properties.id === 'string' && node.tagName !== 'main' ? node.properties.id : undefined;
}

export const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();

/** All elements that a selector finds, each as one line of text. */
export const linesOf = (root: Root | Element, selector: string) =>
  selectAll(selector, root).map((part) => spaced(toText(part)));
