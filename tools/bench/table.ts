/** Columns aligned with spaces: the first to the left, numbers to the right. */
export function table(head: readonly string[], body: readonly (readonly (string | number | null)[])[]): string {
  const cells = [head, ...body.map((row) => row.map((cell) => `${cell ?? '-'}`))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const isNumber = (column: number) => body.some((row) => typeof row[column] === 'number');
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ');
  return cells.map((row) => line(row).trimEnd()).join('\n');
}
