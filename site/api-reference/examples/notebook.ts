/** A cell of a notebook. */
export interface Cell {
  readonly kind: 'markdown' | 'code';
  readonly source: string;
}

/** A Jupyter notebook for Python 3 without outputs, as nbformat 4.5 has it. */
export function notebook(cells: readonly Cell[]): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    cells: cells.map(({ kind, source }, index) => ({
      id: `cell-${index + 1}`,
      cell_type: kind,
      metadata: {},
      source: source.split(/(?<=\n)/),
      ...(kind === 'code' && { execution_count: null, outputs: [] }),
    })),
  };
}
