import type { Cell } from '../../figures/marks/grid/grid-navigation.ts';
import { cellDigits, threeDigits } from '../../figures/marks/number/number-format.ts';
import { hiddenShare, hiddenUnits, type Shown, type Square } from '../../figures/marks/scale/units.ts';
import { isDeep, weightOpacity, weightStyle } from '../../figures/marks/scale/weight-color.ts';
import { rankOfKey } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import type { AttentionLens } from '../../model/attention-trace.ts';
import { cellName, partName, type SquareNames } from '../number-names.ts';

/** A printed number: what it says, all of it, and the API's name. */
export interface Numeral {
  readonly value: number;
  readonly text: string;
  readonly tensor: string;
  readonly isDeep: boolean;
}

/** A sentence in parts. */
export type Readout = readonly (string | Omit<Numeral, 'isDeep'>)[];

export function readAloud(readout: Readout): string {
  return readout.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** What the cells of a matrix say, by units. */
export interface MatrixNumbers {
  readonly numeral: (cell: Cell) => Numeral | undefined;
  readonly style: (cell: Cell) => string;
  readonly inWords: (cell: Cell) => string;
  /** The same with its numbers apart. */
  readonly readout: (cell: Cell) => Readout;
  readonly endLabel: string;
  /** Undefined where the row has no such number, because its head is knocked out. */
  readonly end: (row: number) => Omit<Numeral, 'isDeep'> | undefined;
  /** What a picture of these units shows: [rows, columns], 0..1, or -1..1 where the scale is signed. */
  readonly strengths: (rows: readonly number[], columns: readonly number[]) => Float32Array;
  readonly isSigned: boolean;
}

/** Smaller shares carry no numeral; the readout has them all. */
const leastPrinted = 0.01;

/** Cells of one head in one lens: the share of the row, on the square-root scale of all figures. */
export function lensNumbers(square: Square, shown: Shown, lens: AttentionLens, names: SquareNames): MatrixNumbers {
  const n = square.units.length;
  const shareAt = ({ row, column }: Cell) => square.shares[row * n + column]!;
  const valueAt = ({ row, column }: Cell) => square.values[row * n + column]!;
  const folded = shown.columns.length < n;
  const readout = (cell: Cell): Readout => {
    const row = square.shares.subarray(cell.row * n, (cell.row + 1) * n);
    return [
      `from ${tokenName(square.units, cell.row)} to ${tokenName(square.units, cell.column)}, `,
      ...valueInWords(lens, valueAt(cell), shareAt(cell), cell, names),
      isOut(row) ? ', the head is knocked out' : `, rank ${rankOfKey(row, cell.column)} of ${n}`,
    ];
  };
  return {
    numeral: (cell) => {
      const share = shareAt(cell);
      if (share < leastPrinted) return undefined;
      return { value: share, text: cellDigits(share), tensor: cellName(names.shares, cell), isDeep: isDeep(share) };
    },
    style: (cell) => weightStyle(shareAt(cell)),
    strengths: (rows, columns) => strengthsOf(square.shares, n, rows, columns, weightOpacity),
    isSigned: false,
    inWords: (cell) => readAloud(readout(cell)),
    readout,
    endLabel: folded ? 'elsewhere' : 'sum',
    end: (row) => (folded ? elsewhere(square, row, shown, names) : total(square, row, names)),
  };
}

/** Whether nothing is left of a row: its head is knocked out, and no key is before another. */
export function isOut(row: Float32Array): boolean {
  return row.every((share) => share === 0);
}

/** Of some rows and columns of values [n, n]: [rows, columns]. */
export function strengthsOf(
  values: Float32Array,
  n: number,
  rows: readonly number[],
  columns: readonly number[],
  strength: (value: number) => number,
): Float32Array {
  const strengths = new Float32Array(rows.length * columns.length);
  let next = 0;
  for (const row of rows) for (const column of columns) strengths[next++] = strength(values[row * n + column]!);
  return strengths;
}

/** "weight 0.831", "length 1.24, 12 % of the row". */
function valueInWords(lens: AttentionLens, value: number, share: number, cell: Cell, names: SquareNames): Readout {
  const number = { value, text: threeDigits(value), tensor: cellName(names.values, cell) };
  if (lens !== 'norm') return [lens === 'weight' ? 'weight ' : 'rollout ', number];
  const part = { value: share, text: percent(share), tensor: cellName(names.shares, cell) };
  return ['length ', number, ', ', part, ' of the row'];
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function elsewhere(square: Square, row: number, { columns }: Shown, { shares }: SquareNames) {
  const value = hiddenShare(square, row, columns);
  const hidden = partName(`${shares}[${row}]`, hiddenUnits(square.units, columns), square.units.length);
  return { value, text: percent(value), tensor: `sum(${hidden})` };
}

function total(square: Square, row: number, { values }: SquareNames) {
  const n = square.units.length;
  let value = 0;
  for (let column = 0; column < n; column++) value += square.values[row * n + column]!;
  return { value, text: value.toFixed(2), tensor: `sum(${values}[${row}])` };
}
