import type { SiteFamily } from '../../../shared/bert/site-table.ts';

/** A line of the drawing from a column at the top of a row to one at its bottom; null where it begins at the row's place. */
export interface Line {
  readonly from: number | null;
  readonly to: number;
}

/** A row of the drawing with a place on it. */
export interface SiteRow {
  readonly site: SiteFamily;
  /** The column that the place is on; 0 is what is carried along. */
  readonly column: number;
  readonly lines: readonly Line[];
}

/** A row between two places, in which lines part or meet. */
export interface BendRow {
  /** What happens where they meet. */
  readonly says?: string;
  readonly lines: readonly Line[];
}

export type PassRow = SiteRow | BendRow;

/** Columns of the drawing: what is carried, then query, key and value. */
export const columnCount = 4;

const straight = (...columns: number[]): Line[] => columns.map((column) => ({ from: column, to: column }));

const at = (site: SiteFamily, column: number, through: readonly number[]): SiteRow => ({
  site,
  column,
  lines: straight(...through),
});

const starting = (site: SiteFamily, column: number): SiteRow => ({
  site,
  column,
  lines: [...straight(...Array.from({ length: column }, (_, before) => before)), { from: null, to: column }],
});

const bend = (...lines: readonly (readonly [from: number, to: number])[]): BendRow => ({
  lines: lines.map(([from, to]) => ({ from, to })),
});

const meet = (...lines: readonly (readonly [from: number, to: number])[]): BendRow => ({
  says: 'sum, LayerNorm',
  ...bend(...lines),
});

/** From the tables to the input of the first layer. */
export const embeddingRows: readonly PassRow[] = [
  starting('embeddings.word', 0),
  starting('embeddings.position', 1),
  starting('embeddings.token_type', 2),
  meet([0, 0], [1, 0], [2, 0]),
];

/** One layer, from its input to that of the next. */
export const layerRows: readonly PassRow[] = [
  at('hidden_states', 0, [0]),
  bend([0, 0], [0, 1], [0, 2], [0, 3]),
  at('query', 1, [0, 1, 2, 3]),
  at('key', 2, [0, 1, 2, 3]),
  at('value', 3, [0, 1, 2, 3]),
  bend([0, 0], [1, 1], [2, 1], [3, 3]),
  at('attention_scores', 1, [0, 1, 3]),
  at('attentions', 1, [0, 1, 3]),
  bend([0, 0], [1, 1], [3, 1]),
  at('context', 1, [0, 1]),
  at('attention_output', 1, [0, 1]),
  at('attention_residual', 0, [0, 1]),
  meet([0, 0], [1, 0]),
  at('attention_block', 0, [0]),
  bend([0, 0], [0, 1]),
  at('intermediate', 1, [0, 1]),
  at('feed_forward_output', 1, [0, 1]),
  at('feed_forward_residual', 0, [0, 1]),
  meet([0, 0], [1, 0]),
];

/** Where a column's middle stands, in the drawing's units. */
export const columnX = (column: number): number => 12 + 22 * column;

export const drawingWidth = columnX(columnCount - 1) + 12;

/** Path of a line through a row of this height. */
export function linePath({ from, to }: Line, height: number): string {
  const [x, bottom] = [columnX(from ?? to), columnX(to)];
  if (from === null) return `M${x} ${height / 2}V${height}`;
  if (from === to) return `M${x} 0V${height}`;
  return `M${x} 0C${x} ${height / 2} ${bottom} ${height / 2} ${bottom} ${height}`;
}
