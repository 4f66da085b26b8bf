import type { NamedNumber } from './figure-numbers.ts';

/** name,value with a header, as RFC 4180 has it. */
export function numbersCsv(numbers: readonly NamedNumber[]): string {
  const lines = numbers.map(({ name, value }) => `${quoted(name)},${value}`);
  return ['name,value', ...lines, ''].join('\r\n');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
