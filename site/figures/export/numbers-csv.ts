import type { NamedNumber } from './figure-numbers.ts';
import { writeRow } from './separated-text.ts';

/** CSV by RFC 4180 with the header name,value. */
export function numbersCsv(numbers: readonly NamedNumber[]): string {
  const rows = [['name', 'value'], ...numbers.map(({ name, value }) => [name, value])];
  return rows.map((row) => `${writeRow(row, ',')}\r\n`).join('');
}
