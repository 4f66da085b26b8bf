import { eachRow, readRows } from '../../figures/export/separated-text.ts';

/** How the rows of a file are to be read: by its header lines, or guessed as Anki guesses. */
export interface AnkiHeader {
  readonly separator: string;
  readonly isHtml: boolean;
  /** Indices of columns, from 0. */
  readonly guid: number | undefined;
  readonly tags: number | undefined;
  readonly front: number;
  readonly back: number;
  /** Tags of every row. */
  readonly allTags: string;
  /** The kind of note of a row: in this column, or the same for all; empty where the file does not say. */
  readonly notetype: number | undefined;
  readonly anyNotetype: string;
}

/** Anki looks for them in this order where a file does not say. */
const separators: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['pipe', '|'],
  ['semicolon', ';'],
  ['colon', ':'],
  ['comma', ','],
  ['space', ' '],
]);

/** Rows that Anki looks at before it guesses. */
const previewed = 5;

/**
 * The header of a file; lines that begin with # say one thing each, `#separator:tab`, and a first line `tags:` may stand
 * before them. https://docs.ankiweb.net/importing/text-files.html#file-headers
 * @param text with \n for line breaks
 * @throws Error saying which separators there are
 */
export function readAnkiHeader(text: string): AnkiHeader {
  const said = headerValues(text);
  const rows = rowsOf(text);
  const separator = separatorOf(said.get('separator')) ?? guessSeparator(rows);
  const columns = said.get('columns');
  const names = (columns === undefined ? [] : columnNames(columns, separator)).map((name) => name.trim().toLowerCase());
  const [guid, notetype, deck, tags] = ['guid', 'notetype', 'deck', 'tags'].map((name) =>
    columnOf(said.get(`${name} column`)),
  );
  const meta = [guid, notetype, deck, tags];
  const named = (name: string) => {
    const index = names.indexOf(name);
    return index < 0 || meta.includes(index) ? undefined : index;
  };
  const tagsHere = tags ?? named('tags');
  const taken = [...meta, tagsHere, named('front'), named('back')];
  const free = Array.from({ length: taken.length + 2 }, (_, column) => column).filter((one) => !taken.includes(one));
  const front = named('front') ?? free.shift()!;
  return {
    separator,
    isHtml: flagOf(said.get('html')) ?? guessHtml(rows, separator),
    guid,
    tags: tagsHere,
    front,
    back: named('back') ?? free.shift()!,
    allTags: said.get('tags') ?? '',
    notetype,
    anyNotetype: said.get('notetype')?.trim() ?? '',
  };
}

/** The text without a first line of tags; its line break stays, so that lines keep their numbers. */
export function rowsOf(text: string): string {
  return text.startsWith('tags:') ? text.slice(`${text}\n`.indexOf('\n')) : text;
}

/** What the lines at the top say, by name; the last of a name counts. */
function headerValues(text: string): Map<string, string> {
  const first = /^tags:(.*)/.exec(text)?.[1];
  const said = new Map(first === undefined ? [] : [['tags', first]]);
  const top = /^(?:tags:.*\n)?((?:#.*(?:\n|$))*)/.exec(text)?.[1] ?? '';
  for (const line of top.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) said.set(line.slice(1, colon).trim().toLowerCase(), line.slice(colon + 1));
  }
  return said;
}

/** A spreadsheet saves a header line as a row: `#html:true,,`. Behind its first character a value is letters and digits. */
function bare(value: string): string {
  return (/^.[a-z\d]*/i.exec(value)?.[0] ?? value).trim();
}

function separatorOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const separator = separators.get(bare(value).toLowerCase()) ?? (value.length === 1 ? value : bare(value));
  if (separator.length === 1 && separator !== '"') return separator;
  throw new Error(`#separator: expected ${[...separators.keys()].join(', ')} or one character, found "${value}"`);
}

function flagOf(value: string | undefined): boolean | undefined {
  const word = value === undefined ? '' : bare(value).toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

/** Anki counts columns from 1. */
function columnOf(value: string | undefined): number | undefined {
  const number = value === undefined ? '' : bare(value);
  return /^[1-9]\d?$/.test(number) ? Number(number) - 1 : undefined;
}

function columnNames(line: string, separator: string): readonly string[] {
  try {
    return readRows(line, separator)[0]?.fields ?? [];
  } catch {
    return [];
  }
}

/** The one that parts most of the first rows; of several, or where none does, in Anki's order, spaces last. */
function guessSeparator(rows: string): string {
  const parted = (separator: string) => preview(rows, separator).filter(({ length }) => length > 1).length;
  const marks = [...separators.values()].filter((separator) => separator !== ' ');
  const best = marks.toSorted((a, b) => parted(b) - parted(a))[0]!;
  if (parted(best) > 0) return best;
  return parted(' ') > 0 ? ' ' : '\t';
}

/** Anki takes a file for HTML where a tag or a comment stands in one of its first rows. */
function guessHtml(rows: string, separator: string): boolean {
  return preview(rows, separator)
    .flat()
    .some((field) => field.includes('<') && field.includes('>', field.indexOf('<')));
}

/** The fields of the first rows; none where they cannot be told apart. */
function preview(rowsText: string, separator: string): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  try {
    for (const { fields } of eachRow(rowsText, separator)) if (rows.push(fields) === previewed) break;
    return rows;
  } catch {
    return [];
  }
}
