import { inlineRuns, markOf } from '../../prose/inline-text.ts';
import { addressOf, type Source } from '../../prose/sources.ts';

const tagOf = { em: 'i', strong: 'b', code: 'code', sub: 'sub' } as const;

/**
 * Turns prose with the marks of `prose/inline-text.ts` into the HTML of an Anki field.
 * @param sourceOf gives the source of an id; where it gives none, the mark stays unchanged
 */
export function toAnkiHtml(prose: string, sourceOf: (id: string) => Source | undefined): string {
  return inlineRuns(prose)
    .map((run) => {
      if (run.kind === 'text') return ownHtml(run.text);
      if (run.kind === 'cite' || run.kind === 'author') {
        const source = sourceOf(run.text);
        if (!source) return ownHtml(markOf(run));
        const link = `<a href="${escapeHtml(addressOf(source))}">${escapeHtml(source.label)}</a>`;
        return run.kind === 'cite' ? `(${link})` : link;
      }
      return `<${tagOf[run.kind]}>${ownHtml(run.text)}</${tagOf[run.kind]}>`;
    })
    .join('');
}

/** Turns text without marks into the HTML of an Anki field. */
export function ownHtml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The text of an Anki field. */
export interface FieldText {
  readonly text: string;
  /**
   * The same with emphasis as marks of `prose/inline-text.ts`; undefined where the text itself contains characters that
   * would be marks.
   */
  readonly marked: string | undefined;
  /** Number of pictures and sounds that were left out. */
  readonly leftOut: number;
}

const sound = /\[sound:[^\]\n]{1,255}\]/g;

/** Reads a field of plain text; Anki's mark of a sound is left out. */
export function withoutSounds(field: string): FieldText {
  const text = field.replace(sound, '');
  return { text, marked: text, leftOut: field.match(sound)?.length ?? 0 };
}

/** Reads a field of HTML as a browser would lay it out: blocks on lines of their own, entities as characters. */
export function fromAnkiHtml(html: string): FieldText {
  // A template element loads nothing, runs no script, and allows a part of a table outside a table.
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

/** The time of browsers' parsers grows with the square of the nesting depth. */
const mostTags = 2000;

/** Whether a field has more tags than one side of a card can need, so that it is not parsed. */
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

/**
 * Writes superscripts as Unicode characters, so that ten to the third does not become 103. A reference in brackets
 * stays unchanged.
 */
function raised(text: string): string {
  const characters = [...text.replace(/\s/g, '')];
  if (characters.every((character) => raisedOf.has(character)))
    return characters.map((character) => raisedOf.get(character)).join('');
  return /^\s*\[.*\]\s*$/.test(text) ? text.trim() : `^(${text.trim()})`;
}

/** Collects lines as a browser lays them out: a block ends a line that is not empty, a <br> ends every line. */
class TextLines {
  readonly #lines: string[] = [];
  #line = '';
  /** Whether white space in the source has yet to become a space, which it does only between two characters. */
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
