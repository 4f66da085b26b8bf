import budgets from './budgets.json' with { type: 'json' };

export type Measure = keyof typeof budgets;

/** What was measured of one page; a page without a figure has no redraw. */
export type PageMeasures = { readonly page: string } & { readonly [name in Measure]: number | undefined };

const measures = Object.keys(budgets) as Measure[];

const headings: Readonly<Record<Measure, string>> = {
  scriptBytes: 'scripts, gzip',
  largestPaintMs: 'largest paint',
  layoutShift: 'layout shift',
  redrawMs: 'redraw beside API',
  answerMs: 'last key to redraw',
};

const written: Readonly<Record<Measure, (value: number) => string>> = {
  scriptBytes: (bytes) => `${(bytes / 1024).toFixed(1)} KB`,
  largestPaintMs: (milliseconds) => `${milliseconds.toFixed(0)} ms`,
  layoutShift: (shift) => shift.toFixed(4),
  redrawMs: (milliseconds) => `${milliseconds.toFixed(0)} ms`,
  answerMs: (milliseconds) => `${milliseconds.toFixed(0)} ms`,
};

/** One line a page, the budgets last; what is beyond its budget is marked with an exclamation mark. */
export function budgetTable(pages: readonly PageMeasures[]): string {
  const rows = [
    ['page', ...measures.map((measure) => headings[measure])],
    ...pages.map((page) => [page.page, ...measures.map((measure) => cell(page, measure))]),
    ['budget', ...measures.map((measure) => written[measure](budgets[measure]))],
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  '),
    )
    .join('\n');
}

function cell(page: PageMeasures, measure: Measure): string {
  const value = page[measure];
  if (value === undefined) return '';
  return `${isOver(page, measure) ? '! ' : ''}${written[measure](value)}`;
}

/** The measures of a page that miss their budget. */
export function overBudget(page: PageMeasures): Measure[] {
  return measures.filter((measure) => isOver(page, measure));
}

function isOver(page: PageMeasures, measure: Measure): boolean {
  const value = page[measure];
  return value !== undefined && !(value <= budgets[measure]);
}
