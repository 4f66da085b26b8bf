import { readRows, writeRow } from '../../figures/export/separated-text.ts';
import { findSource } from '../../prose/sources.ts';
import type { Rejected } from '../stored/stored-value.ts';
import { type AnkiHeader, readAnkiHeader, rowsOf } from './anki-header.ts';
import {
  escapeHtml,
  type FieldText,
  fromAnkiHtml,
  hasTooManyTags,
  ownHtml,
  toAnkiHtml,
  withoutSounds,
} from './anki-html.ts';
import { gapCards } from './cloze-notes.ts';
import { longestSide, type OwnContent, ownContentSchema } from './deck.ts';
import { sideText } from './own-cards.ts';
import { refuseProse } from './refuse-prose.ts';

/** A card in the form in which Anki gets it. */
export interface AnkiCard {
  readonly id: string;
  readonly front: string;
  readonly back: string;
  readonly marked?: OwnContent['marked'];
  readonly concept?: string | undefined;
  readonly href?: string | undefined;
  /** `key` is a card of the answer key, whose prose may cite sources. */
  readonly source: OwnContent['source'] | 'key';
}

const deckName = "BERT's attention";
const columns = ['guid', 'Front', 'Back', 'Tags'] as const;
const link = { open: '<div class="figure"><a href="', middle: '">', close: '</a></div>' } as const;

/**
 * Cards in Anki's text format with its header lines. Because each has a guid, importing them again updates them instead
 * of adding them twice. The format has no room for schedules.
 * @param origin of the links to figures
 */
export function writeAnkiText(cards: readonly AnkiCard[], origin: string): string {
  const header = [
    '#separator:tab',
    '#html:true',
    '#notetype:Basic',
    `#deck:${deckName}`,
    `#columns:${columns.join('\t')}`,
    '#guid column:1',
    '#tags column:4',
  ];
  const rows = cards.map((card) => writeRow([card.id, side(card.front, card), back(card, origin), tags(card)], '\t'));
  return `${[...header, ...rows].join('\n')}\n`;
}

function side(prose: string, { source, marked }: AnkiCard): string {
  if (source === 'key') return toAnkiHtml(prose, findSource);
  return marked ? toAnkiHtml(prose, () => undefined) : ownHtml(prose);
}

function back(card: AnkiCard, origin: string): string {
  if (!card.href) return side(card.back, card);
  const url = new URL(card.href, origin).href;
  return `${side(card.back, card)}${link.open}${escapeHtml(url)}${link.middle}The figure${link.close}`;
}

/** Tags for Anki, which separates them by spaces and nests them at `::`. */
function tags({ concept, source }: AnkiCard): string {
  return [`bert::source::${source}`, ...(concept ? [`bert::concept::${concept}`] : [])].join(' ');
}

/** The cards of a text file. */
export interface AnkiImport {
  readonly cards: readonly { readonly id: string | undefined; readonly content: OwnContent }[];
  /** Rows of which no card could be made. */
  readonly rejected: readonly Rejected[];
  /** Number of pictures and sounds that the cards lost; absent where they had none. */
  readonly leftOut?: number;
}

/**
 * Reads cards from a text that this page or Anki exported, or from any separated text with a front and a back in each
 * row, by Anki's rules. It needs a browser's HTML parser.
 * @throws Error naming a line whose quote is not closed, or a separator that is unknown, or saying that the text is no
 *   deck
 */
export function readAnkiText(file: string): AnkiImport {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const header = readAnkiHeader(text);
  const rows = readRows(rowsOf(text), header.separator);
  if (!header.isSaid) refuseProse(rows, header.separator);
  const cards: AnkiImport['cards'][number][] = [];
  const rejected: Rejected[] = [];
  let leftOut = 0;
  for (const { line, fields } of rows) {
    if (header.isHtml && fields.some(hasTooManyTags)) {
      rejected.push({ value: fields, reason: `line ${line}: more HTML than a card has room for` });
      continue;
    }
    const note = readNote(fields, header);
    const made = note.contents.map(({ id, content }) => ({ id, read: ownContentSchema.safeParse(content) }));
    if (made.every(({ read }) => read.success)) {
      cards.push(...made.map(({ id, read }) => ({ id, content: read.data! })));
      leftOut += note.leftOut;
    } else rejected.push({ value: fields, reason: `line ${line}: ${rowTrouble(note, fields.length)}` });
  }
  return { cards, rejected, ...(leftOut > 0 && { leftOut }) };
}

interface ReadNote {
  readonly front: FieldText;
  readonly back: FieldText;
  readonly leftOut: number;
  /** The cards of one row, not yet checked. */
  readonly contents: readonly { readonly id: string | undefined; readonly content: OwnContent }[];
}

function readNote(fields: readonly string[], header: AnkiHeader): ReadNote {
  const read = header.isHtml ? fromAnkiHtml : withoutSounds;
  const cell = (column: number | undefined) => (column === undefined ? '' : (fields[column] ?? ''));
  const { html, href } = header.isHtml ? splitLink(cell(header.back)) : { html: cell(header.back), href: undefined };
  const [front, back] = [read(cell(header.front)), read(html)];
  const guid = cell(header.guid).slice(0, 200) || undefined;
  const origin = { ...tagged(`${header.allTags} ${cell(header.tags)}`), ...(href && { href }) };
  const isBasic = /^basic/i.test(cell(header.notetype) || header.anyNotetype);
  const gaps = isBasic ? [] : gapCards(front.text, back.text);
  const contents =
    gaps.length > 0
      ? gaps.map(({ gap, ...sides }) => ({ id: guid && `${guid} ${gap}`, content: { ...trimmed(sides), ...origin } }))
      : [{ id: guid, content: { ...oneCard(front, back), ...origin } }];
  return { front, back, leftOut: front.leftOut + back.leftOut, contents };
}

/** Emphasis is kept only where both sides can express it in marks, because `marked` holds for the whole card. */
function oneCard(front: FieldText, back: FieldText) {
  const canMark = front.marked !== undefined && back.marked !== undefined;
  const isMarked = canMark && (front.marked !== front.text || back.marked !== back.text);
  if (!isMarked) return trimmed({ front: front.text, back: back.text });
  return { ...trimmed({ front: front.marked, back: back.marked }), marked: true as const };
}

const trimmed = ({ front, back }: { front: string; back: string }) => ({
  front: sideText(front),
  back: sideText(back),
});

function tagged(tags: string): Pick<OwnContent, 'source' | 'concept'> {
  const concept = /(?:^|\s)bert::concept::(\S+)/.exec(tags)?.[1];
  const source = /(?:^|\s)bert::source::(practice|notes|import)(?=\s|$)/.exec(tags)?.[1] ?? 'import';
  return { source: source as OwnContent['source'], ...(concept && { concept }) };
}

function rowTrouble({ front, back, leftOut, contents }: ReadNote, count: number): string {
  const long = contents
    .flatMap(({ content }) => [content.front, content.back])
    .find((text) => text.length > longestSide);
  if (long) return `expected at most ${longestSide} characters a side, found ${long.length}`;
  const isEmpty = !front.text.trim() || !back.text.trim();
  if (isEmpty && leftOut > 0) return 'expected words on both sides, found a picture or a sound alone on one';
  if (isEmpty)
    return `expected a front and a back, found ${count} ${count === 1 ? 'field' : 'fields, one of them empty'}`;
  return 'a tag of this site is too long';
}

/** Splits off the link that `back` appended, as an address without its origin. */
function splitLink(html: string): { html: string; href?: string } {
  const start = html.lastIndexOf(link.open);
  if (start < 0 || !html.endsWith(link.close)) return { html };
  const address = html.slice(start + link.open.length, html.indexOf(link.middle, start + link.open.length));
  const rest = html.slice(0, start);
  const url = URL.parse(fromAnkiHtml(address).text);
  return url ? { html: rest, href: `${url.pathname}${url.search}${url.hash}` } : { html: rest };
}
