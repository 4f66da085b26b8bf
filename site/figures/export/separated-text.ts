/** A row of separated text, and the number of its first line, from 1. */
export interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Writes one row. A field with a separator, a quote, a line break or white space at an end is quoted, and so is one
 * that begins with #, because it would be read as a comment.
 */
export function writeRow(fields: readonly string[], separator: string): string {
  return fields
    .map((field) => (needsQuotes(field, separator) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(separator);
}

function needsQuotes(field: string, separator: string): boolean {
  return field.includes(separator) || /["\r\n]|^#|^\s|\s$/.test(field);
}

/**
 * Reads rows of separated text as Anki does, with the rules of Rust's csv crate: a quote opens a field only as its
 * first character, text after the closing quote belongs to the field, a line that begins with # is a comment wherever
 * it stands, and empty lines are skipped. (d3-dsv and papaparse follow RFC 4180 alone, and lose or join rows at
 * `"Hello" she said`.)
 * @param separator one character
 * @param firstLine number of the text's first line, for messages
 * @throws Error naming the line of a quote that is not closed
 */
export function readRows(text: string, separator: string, firstLine = 1): Row[] {
  return [...eachRow(text, separator, firstLine)];
}

/** The same rows one by one, for callers that need only the first ones. Line breaks must be `\n`. */
export function* eachRow(text: string, separator: string, firstLine = 1): Generator<Row> {
  const special = new RegExp(`[${/[\]\\^-]/.test(separator) ? `\\${separator}` : separator}\\n]`, 'g');
  let at = 0;
  let line = firstLine;
  while (at < text.length) {
    if (text[at] === '\n' || text[at] === '#') {
      at = behind(text, '\n', at);
      line += 1;
      continue;
    }
    const fields: string[] = [];
    const begin = at;
    do {
      const { value, end } = readField(text, at, special, line);
      fields.push(value);
      at = end + 1;
    } while (text[at - 1] === separator);
    yield { line, fields };
    line += countLineBreaks(text, begin, at);
  }
}

function readField(text: string, start: number, special: RegExp, line: number): { value: string; end: number } {
  const quoted = text[start] === '"' ? readQuoted(text, start, line) : { value: '', end: start };
  special.lastIndex = quoted.end;
  const end = special.exec(text)?.index ?? text.length;
  return { value: quoted.value + text.slice(quoted.end, end), end };
}

/** Reads from the opening quote to behind the closing one; two quotes inside are one. */
function readQuoted(text: string, start: number, line: number): { value: string; end: number } {
  let end = start + 1;
  for (;;) {
    const quote = text.indexOf('"', end);
    if (quote < 0) throw new Error(`line ${line}: expected a closing quote, found the end of the file`);
    if (text[quote + 1] !== '"') return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    end = quote + 2;
  }
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + 1;
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
