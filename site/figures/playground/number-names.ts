import type { Cell } from '../grid/grid-navigation.ts';
import type { Lens } from './place.ts';

/** The API's names of what a matrix prints, by the grammar of `number/tensor-name.ts`; 0-based. */
export function shareName(lens: Lens, words: boolean, layer: number, head: number): (cell: Cell) => string {
  const square = squareName(lens, words, layer, head);
  if (lens !== 'norm') return ({ row, column }) => `${square}[${row}][${column}]`;
  return ({ row, column }) => `${square}[${row}][${column}] / sum(${square}[${row}])`;
}

/** One head as a whole: [units, units]. */
export function squareName(lens: Lens, words: boolean, layer: number, head: number): string {
  const names: Readonly<Record<Lens, string>> = {
    weight: `attentions[${layer}][${head}]`,
    norm: `attention_norms.${layer}[${head}]`,
    rollout: `rollout[${layer}]`,
  };
  return words ? `words(${names[lens]})` : names[lens];
}
