/** A row of separated text, and the line it begins on, from 1. */
export interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/** One row; fields with a separator, a quote or a line break are quoted. */
export function writeRow(fields: readonly string[], separator: string): string {
  return fields
    .map((field) => (needsQuotes(field, separator) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(separator);
}

function needsQuotes(field: string, separator: string): boolean {
  return field.includes(separator) || /["\r\n]|^#|^\s|\s$/.test(field);
}

/**
 * Rows of separated text with quoted fields, as spreadsheets and Anki write it; empty lines are skipped.
 * @param firstLine number of the text's first line, for messages
 * @throws Error naming the line of a quote that is not closed
 */
export function readRows(text: string, separator: string, firstLine = 1): Row[] {
  const rows: Row[] = [];
  let at = 0;
  let line = firstLine;
  while (at < text.length) {
    const row = readRow(text, at, separator, line);
    if (row.fields.length > 1 || row.fields[0] !== '') rows.push({ line, fields: row.fields });
    line += text.slice(at, row.end).split('\n').length - 1;
    at = row.end;
  }
  return rows;
}

function readRow(text: string, start: number, separator: string, line: number): { fields: string[]; end: number } {
  const fields: string[] = [];
  for (let at = start; ; ) {
    const field = text[at] === '"' ? readQuoted(text, at, line) : readPlain(text, at, separator);
    fields.push(field.value);
    if (text.startsWith(separator, field.end)) at = field.end + separator.length;
    else return { fields, end: endOfLine(text, field.end) };
  }
}

function readQuoted(text: string, start: number, line: number): { value: string; end: number } {
  const end = /^"((?:[^"]|"")*)"/.exec(text.slice(start));
  if (!end) throw new Error(`line ${line}: expected a closing quote, found the end of the file`);
  return { value: end[1]!.replaceAll('""', '"'), end: start + end[0].length };
}

function readPlain(text: string, start: number, separator: string): { value: string; end: number } {
  const stops = [text.indexOf(separator, start), text.indexOf('\n', start), text.length].filter((stop) => stop >= 0);
  const end = Math.min(...stops);
  return { value: text.slice(start, end).replace(/\r$/, ''), end };
}

/** Behind the line break; what follows a closing quote up to there belongs to no field. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
