import type { NamedNumber } from './figure-numbers.ts';
import { type NumbersAbout, nameWords, wordColumns } from './name-words.ts';
import { writeRow } from './separated-text.ts';

/**
 * CSV by RFC 4180: what each number is about in words, its value, the sentence, and last its exact name, by which the API
 * gives it again. Columns of which no number says anything are left out.
 */
export function numbersCsv(numbers: readonly NamedNumber[], about: NumbersAbout): string {
  const lines = numbers.map((number) => ({ ...number, words: nameWords(number.name, about) }));
  const columns = wordColumns.filter((column) => lines.some(({ words }) => words[column] !== undefined));
  const { sentence } = about;
  const rows = [
    [...columns, 'value', ...(sentence === undefined ? [] : ['sentence']), 'name'],
    ...lines.map(({ words, value, name }) => [
      ...columns.map((column) => words[column] ?? ''),
      value,
      ...(sentence === undefined ? [] : [sentence]),
      name,
    ]),
  ];
  return rows.map((row) => `${writeRow(row, ',')}\r\n`).join('');
}
