import { type AttentionLens, matrixName } from '../../lib/attention-trace.ts';
import type { Cell } from '../grid/grid-navigation.ts';

/** The API's names of what a matrix prints, by the grammar of `number/tensor-name.ts`; 0-based. */
export function shareName(lens: AttentionLens, words: boolean, layer: number, head: number): (cell: Cell) => string {
  const square = squareName(lens, words, layer, head);
  if (lens !== 'norm') return ({ row, column }) => `${square}[${row}][${column}]`;
  return ({ row, column }) => `${square}[${row}][${column}] / sum(${square}[${row}])`;
}

/** One head as a whole: [units, units]. */
export function squareName(lens: AttentionLens, words: boolean, layer: number, head: number): string {
  const name = matrixName(lens, layer, head);
  return words ? `words(${name})` : name;
}
