import { inlineRuns, markOf } from '../../prose/inline-text.ts';
import type { Source } from '../../prose/sources.ts';

const tagOf = { em: 'i', strong: 'b', code: 'code', sub: 'sub' } as const;

/**
 * Prose with the marks of `prose/inline-text.ts` as the HTML of an Anki field.
 * @param sourceOf a source by its id; where it knows none, the mark stays as it is written
 */
export function toAnkiHtml(prose: string, sourceOf: (id: string) => Source | undefined): string {
  return inlineRuns(prose)
    .map((run) => {
      if (run.kind === 'text') return ownHtml(run.text);
      if (run.kind === 'cite' || run.kind === 'author') {
        const source = sourceOf(run.text);
        if (!source) return ownHtml(markOf(run));
        const link = `<a href="${escapeHtml(source.url)}">${escapeHtml(source.label)}</a>`;
        return run.kind === 'cite' ? `(${link})` : link;
      }
      return `<${tagOf[run.kind]}>${ownHtml(run.text)}</${tagOf[run.kind]}>`;
    })
    .join('');
}

/** Text in which nothing is a mark. */
export function ownHtml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The text of a field. */
export interface FieldText {
  readonly text: string;
  /** The same with emphasis as the marks of `prose/inline-text.ts`; undefined where the text itself has such characters. */
  readonly marked: string | undefined;
  /** Pictures and sounds that stood there. */
  readonly leftOut: number;
}

const sound = /\[sound:[^\]\n]{1,255}\]/g;

/** A field that is no HTML: Anki's own mark of a sound is left out. */
export function withoutSounds(field: string): FieldText {
  const text = field.replace(sound, '');
  return { text, marked: text, leftOut: field.match(sound)?.length ?? 0 };
}

/** The text of a field of HTML, as a browser would lay it out: blocks on lines of their own, entities as characters. */
export function fromAnkiHtml(html: string): FieldText {
  // In a template nothing is loaded and no script runs, and a piece of a table may stand outside a table.
  const template = document.createElement('template');
  template.innerHTML = html.replace(sound, '<audio></audio>');
  const { content } = template;
  const text = textOf(content, () => '');
  return {
    text,
    marked: /[*`~]/.test(text) ? undefined : textOf(content, (name) => markOfTag.get(name) ?? ''),
    leftOut: content.querySelectorAll(media).length,
  };
}

/** Browsers take a time that grows with the square of the tags that are open in each other. */
const mostTags = 2000;

/** Whether a field has more tags than a card's side has room for, so that it is not worth a parser's time. */
export function hasTooManyTags(html: string): boolean {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0 && count <= mostTags; at = html.indexOf('<', at + 1)) count += 1;
  return count > mostTags;
}

const media = 'img, audio, video, object, embed, iframe, canvas, svg:not(svg svg)';
const unread: ReadonlySet<string> = new Set(
  'script style template head title img audio video object embed iframe canvas svg select textarea rp'.split(' '),
);
const blocks: ReadonlySet<string> = new Set(
  'address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table caption tbody thead tfoot tr ul'.split(
    ' ',
  ),
);
const markOfTag: ReadonlyMap<string, string> = new Map([
  ['i', '*'],
  ['em', '*'],
  ['b', '**'],
  ['strong', '**'],
  ['code', '`'],
  ['sub', '~'],
]);

function textOf(root: Node, markOfElement: (name: string) => string): string {
  const page = new TextLines();
  const read = (node: Node, isMarked: boolean, isVerbatim: boolean): void => {
    if (node instanceof Text) page.write(node.data, isVerbatim);
    if (!(node instanceof Element)) return;
    const name = node.localName;
    if (name === 'br') page.breakLine();
    if (unread.has(name)) return;
    if (blocks.has(name)) page.endLine();
    if ((name === 'td' || name === 'th') && node.previousElementSibling) page.write('\t', true);
    if (name === 'sup') {
      page.mark(raised(node.textContent ?? ''));
      return;
    }
    const mark = isMarked || !node.textContent?.trim() ? '' : markOfElement(name);
    page.mark(mark);
    for (const child of node.childNodes) read(child, isMarked || mark !== '', isVerbatim || name === 'pre');
    page.mark(mark);
    if (blocks.has(name)) page.endLine();
  };
  for (const child of root.childNodes) read(child, false, false);
  return page.text();
}

const raisedOf: ReadonlyMap<string, string> = new Map(
  Array.from('0123456789+-−=()abcdefghijklmnoprstuvwxyz', (plain, at) => [
    plain,
    [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'][at]!,
  ]),
);

/** A superscript in characters of its own, so that ten to the third does not become 103; a reference in brackets stays. */
function raised(text: string): string {
  const characters = [...text.replace(/\s/g, '')];
  if (characters.every((character) => raisedOf.has(character)))
    return characters.map((character) => raisedOf.get(character)).join('');
  return /^\s*\[.*\]\s*$/.test(text) ? text.trim() : `^(${text.trim()})`;
}

/** Lines as they fill: a block ends a line that has something on it, a break ends it in any case. */
class TextLines {
  readonly #lines: string[] = [];
  #line = '';
  /** A line break in the source is a space, if something stands on either side of it. */
  #hasSpace = false;

  write(text: string, isVerbatim: boolean): void {
    if (isVerbatim) {
      const [first = '', ...rest] = text.split('\n');
      this.mark(first);
      for (const line of rest) {
        this.breakLine();
        this.mark(line);
      }
      return;
    }
    const [first = '', ...rest] = text.split(/[ \t\r\f]*\n\s*/);
    this.mark(first);
    for (const line of rest) {
      this.#hasSpace = true;
      this.mark(line);
    }
  }

  mark(text: string): void {
    if (text === '') return;
    if (this.#hasSpace && this.#line !== '') this.#line += ' ';
    this.#hasSpace = false;
    this.#line += text;
  }

  breakLine(): void {
    this.#lines.push(this.#line);
    this.#line = '';
    this.#hasSpace = false;
  }

  endLine(): void {
    if (this.#line.trim() !== '') this.breakLine();
    this.#line = '';
    this.#hasSpace = false;
  }

  text(): string {
    return [...this.#lines, this.#line].join('\n');
  }
}
