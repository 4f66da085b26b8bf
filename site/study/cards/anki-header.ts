import { eachRow, readRows } from '../../figures/export/separated-text.ts';

/** How the rows of a file are to be read: as its header lines say, or as Anki would guess. */
export interface AnkiHeader {
  readonly separator: string;
  /** Whether the file has any header line; a text without one may be no deck. */
  readonly isSaid: boolean;
  readonly isHtml: boolean;
  /** 0-based column index. */
  readonly guid: number | undefined;
  readonly tags: number | undefined;
  readonly front: number;
  readonly back: number;
  /** Tags that every row has. */
  readonly allTags: string;
  /** The kind of note: a column that names it, or one kind for all rows. Empty where the file does not say. */
  readonly notetype: number | undefined;
  readonly anyNotetype: string;
}

/** Separators in the order in which Anki tries them where a file names none. */
const separators: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['pipe', '|'],
  ['semicolon', ';'],
  ['colon', ':'],
  ['comma', ','],
  ['space', ' '],
]);

/** Number of rows from which Anki guesses. */
const previewed = 5;

/**
 * The header of a file. Each line that begins with # sets one value, `#separator:tab`; a line `tags:` may stand before
 * them. https://docs.ankiweb.net/importing/text-files.html#file-headers
 * @param text with `\n` for line breaks
 * @throws Error listing the known separators, where the file names another
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
    isSaid: said.size > 0,
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

/** The text with its first line of tags emptied. The line break stays, so that line numbers in errors are right. */
export function rowsOf(text: string): string {
  return text.startsWith('tags:') ? text.slice(`${text}\n`.indexOf('\n')) : text;
}

/** The values of the header lines, by name; the last line of a name counts. */
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

/**
 * The value of a header line without the separators that a spreadsheet adds when it saves the line as a row:
 * `#html:true,,`. After its first character, a value consists of letters and digits.
 */
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

/**
 * The separator that splits most of the first rows. Where several do, or none, Anki's order decides, with spaces last.
 */
function guessSeparator(rows: string): string {
  const parted = (separator: string) => preview(rows, separator).filter(({ length }) => length > 1).length;
  const marks = [...separators.values()].filter((separator) => separator !== ' ');
  const best = marks.toSorted((a, b) => parted(b) - parted(a))[0]!;
  if (parted(best) > 0) return best;
  return parted(' ') > 0 ? ' ' : '\t';
}

/** Whether a tag or a comment stands in one of the first rows, which is how Anki recognises HTML. */
function guessHtml(rows: string, separator: string): boolean {
  return preview(rows, separator)
    .flat()
    .some((field) => field.includes('<') && field.includes('>', field.indexOf('<')));
}

/** The fields of the first rows; empty where they cannot be split. */
function preview(rowsText: string, separator: string): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  try {
    for (const { fields } of eachRow(rowsText, separator)) if (rows.push(fields) === previewed) break;
    return rows;
  } catch {
    return [];
  }
}
