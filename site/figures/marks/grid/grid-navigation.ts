/** A cell of a grid, by 0-based indices. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

type Step = (cell: Cell, size: GridSize) => Cell;

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
  PageUp: ({ column }) => ({ row: 0, column }),
  PageDown: ({ column }, { rows }) => ({ row: rows - 1, column }),
  'Control+Home': () => ({ row: 0, column: 0 }),
  'Control+End': (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
};

/**
 * The cell to which a key leads, at most the grid's edge; undefined where the key is not one of the grid's. Keys as in
 * https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function moveInGrid(cell: Cell, key: { key: string; ctrlKey: boolean }, size: GridSize): Cell | undefined {
  const step = steps[key.ctrlKey ? `Control+${key.key}` : key.key];
  if (!step) return undefined;
  const { row, column } = step(cell, size);
  return { row: clamp(row, size.rows), column: clamp(column, size.columns) };
}

function clamp(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}
