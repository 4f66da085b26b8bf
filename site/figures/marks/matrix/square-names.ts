import { type AttentionLens, matrixName } from '../../../model/attention-trace.ts';
import type { Cell } from '../grid/grid-navigation.ts';
import type { TensorName } from '../number/tensor-name.ts';

/** The API's names of what a matrix prints, by the grammar of `number/tensor-name.ts`; 0-based. */
export interface SquareNames {
  /** [units, units] as the model has them. */
  readonly values: TensorName;
  /** The same as shares of each row. */
  readonly shares: TensorName;
}

/** Of a matrix that has a name, as it is or in words; rows that do not sum to 1 are divided for their shares. */
export function namesOf(matrix: TensorName, words: boolean, isDivided: boolean): SquareNames {
  const values = words ? `words(${matrix})` : matrix;
  return { values, shares: isDivided ? `shares(${values})` : values };
}

/** Of one head of the unchanged model, or of one layer's rollout. */
export function headNames(lens: AttentionLens, layer: number, head: number, words: boolean): SquareNames {
  return namesOf(matrixName(lens, layer, head), words, lens === 'norm');
}

export function cellName(square: TensorName, { row, column }: Cell): TensorName {
  return `${square}[${row}][${column}]`;
}

/** Some elements of a row, all of it where they are all. */
export function partName(row: TensorName, places: readonly number[], count: number): TensorName {
  return places.length === count ? row : `only(${[row, ...places].join(', ')})`;
}
