import { type AttentionLens, matrixName } from '../../../model/attention-trace.ts';
import type { Cell } from '../grid/grid-navigation.ts';
import type { TensorName } from '../number/tensor-name.ts';

/** The API's names of the numbers in a matrix, by the grammar of `number/tensor-name.ts`; 0-based. */
export interface SquareNames {
  /** [units, units], the numbers as the model gives them. */
  readonly values: TensorName;
  /** The same as shares of each row. */
  readonly shares: TensorName;
}

/**
 * Names for a matrix that has a name, in tokens or in words. Where rows do not sum to 1, the shares are divided by the
 * row's sum.
 */
export function namesOf(matrix: TensorName, words: boolean, isDivided: boolean): SquareNames {
  const values = words ? `words(${matrix})` : matrix;
  return { values, shares: isDivided ? `shares(${values})` : values };
}

/** Names for one head of the unchanged model, or for one layer's rollout. */
export function headNames(lens: AttentionLens, layer: number, head: number, words: boolean): SquareNames {
  return namesOf(matrixName(lens, layer, head), words, lens === 'norm');
}

export function cellName(square: TensorName, { row, column }: Cell): TensorName {
  return `${square}[${row}][${column}]`;
}

/** Name of some elements of a row, or of the whole row where they are all. */
export function partName(row: TensorName, places: readonly number[], count: number): TensorName {
  return places.length === count ? row : `only(${[row, ...places].join(', ')})`;
}
