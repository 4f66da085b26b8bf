import type { NamedNumber } from './figure-numbers.ts';
import { writeRow } from './separated-text.ts';

/** name,value with a header, as RFC 4180 has it. */
export function numbersCsv(numbers: readonly NamedNumber[]): string {
  const rows = [['name', 'value'], ...numbers.map(({ name, value }) => [name, value])];
  return rows.map((row) => `${writeRow(row, ',')}\r\n`).join('');
}
