import { findSource } from '../sources.ts';
import type { Rejected } from '../stored/stored-value.ts';
import { escapeHtml, fromAnkiHtml, toAnkiHtml } from './anki-html.ts';
import { type OwnContent, ownContentSchema } from './deck.ts';
import { sideText } from './own-cards.ts';
import { readRows, writeRow } from './separated-text.ts';

/** A card as it goes to Anki. */
export interface AnkiCard {
  readonly id: string;
  readonly front: string;
  readonly back: string;
  readonly concept?: string | undefined;
  readonly href?: string | undefined;
  /** `key`: of the answer key, whose prose may cite sources. */
  readonly source: OwnContent['source'] | 'key';
}

const deckName = "BERT's attention";
const columns = ['guid', 'Front', 'Back', 'Tags'] as const;
const link = { open: '<div class="figure"><a href="', middle: '">', close: '</a></div>' } as const;

/**
 * Cards in Anki's text format with its header lines; the guid makes a second import update instead of doubling.
 * Schedules do not travel: the format has none.
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

function side(prose: string, { source }: AnkiCard): string {
  return toAnkiHtml(prose, source === 'key' ? findSource : () => undefined);
}

function back(card: AnkiCard, origin: string): string {
  if (!card.href) return side(card.back, card);
  const url = new URL(card.href, origin).href;
  return `${side(card.back, card)}${link.open}${escapeHtml(url)}${link.middle}The figure${link.close}`;
}

/** Anki parts tags at spaces and nests them at `::`. */
function tags({ concept, source }: AnkiCard): string {
  return [`bert::source::${source}`, ...(concept ? [`bert::concept::${concept}`] : [])].join(' ');
}

/** What a text file held. */
export interface AnkiImport {
  readonly cards: readonly { readonly id: string | undefined; readonly content: OwnContent }[];
  /** Rows that make no card. */
  readonly rejected: readonly Rejected[];
}

interface Header {
  readonly separator: string;
  readonly isHtml: boolean;
  /** Indices of columns. */
  readonly guid: number | undefined;
  readonly tags: number | undefined;
  readonly front: number;
  readonly back: number;
}

/**
 * Cards from text that this page or Anki exported, or any separated text with a front and a back in each row.
 * @throws Error naming a line with a quote that is not closed, a separator that is none
 */
export function readAnkiText(file: string): AnkiImport {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const headerLength = /^(?:#.*(?:\n|$))*/.exec(text)?.[0].length ?? 0;
  const headerText = text.slice(0, headerLength);
  const rest = text.slice(headerLength);
  const header = readHeader(headerText, rest);
  const rows = readRows(rest, header.separator, headerText.split('\n').length);
  const cards: AnkiImport['cards'][number][] = [];
  const rejected: Rejected[] = [];
  for (const { line, fields } of rows) {
    const content = ownContentSchema.safeParse(contentOf(fields, header));
    const guid = header.guid === undefined ? undefined : fields[header.guid]?.slice(0, 200);
    if (content.success) cards.push({ id: guid || undefined, content: content.data });
    else rejected.push({ value: fields, reason: rowTrouble(line, fields, header) });
  }
  return { cards, rejected };
}

function rowTrouble(line: number, fields: readonly string[], { front, back }: Header): string {
  const empty = [front, back].filter((column) => !fields[column]?.trim());
  if (empty.length > 0)
    return `line ${line}: expected a front and a back, found ${fields.length} fields, one of them empty`;
  return `line ${line}: a side is too long`;
}

function contentOf(fields: readonly string[], header: Header) {
  const plain = (text: string) => sideText(header.isHtml ? fromAnkiHtml(text) : text);
  const { back, href } = header.isHtml ? splitLink(fields[header.back] ?? '') : { back: fields[header.back] ?? '' };
  const tags = header.tags === undefined ? '' : (fields[header.tags] ?? '');
  const concept = /(?:^|\s)bert::concept::(\S+)/.exec(tags)?.[1];
  const source = /(?:^|\s)bert::source::(practice|notes|import)(?=\s|$)/.exec(tags)?.[1] ?? 'import';
  return {
    front: plain(fields[header.front] ?? ''),
    back: plain(back),
    source,
    ...(concept && { concept }),
    ...(href && { href }),
  };
}

/** The link that `back` appended, as a page of this site, whatever the origin. */
function splitLink(html: string): { back: string; href?: string } {
  const start = html.lastIndexOf(link.open);
  if (start < 0 || !html.endsWith(link.close)) return { back: html };
  const address = html.slice(start + link.open.length, html.indexOf(link.middle, start + link.open.length));
  const back = html.slice(0, start);
  const url = URL.parse(fromAnkiHtml(address));
  return url ? { back, href: `${url.pathname}${url.search}${url.hash}` } : { back };
}

const separators: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
};

function readHeader(headerText: string, rest: string): Header {
  const lines = headerText.split('\n').flatMap((line) => {
    const [, name, value] = /^#([\w ]+):(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name.trim().toLowerCase(), value!] as const];
  });
  const values = new Map(lines);
  const separator = separatorOf(values.get('separator'), rest);
  const special = (name: string) => columnOf(values.get(`${name} column`));
  const taken = ['guid', 'notetype', 'deck', 'tags'].map(special);
  const names =
    values
      .get('columns')
      ?.split(separator)
      .map((name) => name.trim().toLowerCase()) ?? [];
  const free = Array.from({ length: taken.length + 2 }, (_, column) => column).filter(
    (column) => !taken.includes(column),
  );
  return {
    separator,
    isHtml: values.get('html')?.trim().toLowerCase() === 'true',
    guid: special('guid'),
    tags: special('tags'),
    front: names.includes('front') ? names.indexOf('front') : free[0]!,
    back: names.includes('back') ? names.indexOf('back') : free[1]!,
  };
}

function separatorOf(value: string | undefined, rest: string): string {
  if (value === undefined) return guessSeparator(rest.split('\n', 1)[0] ?? '');
  const separator = separators[value.trim().toLowerCase()] ?? value;
  if (separator.length === 1 && separator !== '"') return separator;
  throw new Error(`#separator: expected ${Object.keys(separators).join(', ')} or one character, found "${value}"`);
}

/** Without a header Anki takes what the first line holds. */
function guessSeparator(line: string): string {
  return ['\t', ';', ','].find((separator) => line.includes(separator)) ?? '\t';
}

/** Anki counts columns from 1. */
function columnOf(value: string | undefined): number | undefined {
  return value && /^\s*[1-9]\d?\s*$/.test(value) ? Number(value) - 1 : undefined;
}
