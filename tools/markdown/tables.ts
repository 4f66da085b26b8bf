import type { Element } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import { remove, replace } from './text-only.ts';

/** Makes tables fit for Markdown: a caption stands before its table as a paragraph, and columns of drawings go. */
export function readableTables(main: Element): void {
  for (const table of selectAll('table', main)) {
    const rows = selectAll('tr', table).map(({ children }) => children.filter((cell) => cell.type === 'element'));
    const widest = Math.max(...rows.map(({ length }) => length));
    const empty = Array.from({ length: widest }, (_, column) => column).filter((column) =>
      body(rows).every((row) => row[column] === undefined || toText(row[column]).trim() === ''),
    );
    remove(
      table,
      rows.flatMap((row) => empty.flatMap((column) => row[column] ?? [])),
    );
  }
  replace(main, 'table:not(:has(thead))', (table) => ({ ...table, children: [emptyHead(table), ...table.children] }));
  replace(main, 'table:has(> caption)', (table) => {
    const captions = selectAll('caption', table);
    remove(table, captions);
    return [...captions.map(({ children }) => h('p', children)), table];
  });
}

/** The rows under the head, which has words over a column of drawings too. */
function body(rows: readonly Element[][]): readonly Element[][] {
  return rows.filter((row) => row.some(({ tagName }) => tagName === 'td'));
}

/** Markdown has no table without a head; a row of the body is none. */
function emptyHead(table: Element): Element {
  const cells = select('tr', table)?.children.filter((cell) => cell.type === 'element') ?? [];
  return h('thead', [
    h(
      'tr',
      cells.map(() => h('th')),
    ),
  ]);
}
