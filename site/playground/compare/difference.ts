import type { Cell } from '../../figures/marks/grid/grid-navigation.ts';
import {
  fromTo,
  isOut,
  type MatrixNumbers,
  type Readout,
  readAloud,
} from '../../figures/marks/matrix/matrix-numbers.ts';
import { partOf, type Square, type Unit } from '../../figures/marks/matrix/square.ts';
import { cellName, partName, type SquareNames } from '../../figures/marks/matrix/square-names.ts';
import { cellDigits, threeDigits } from '../../figures/marks/number/number-format.ts';
import type { TensorName } from '../../figures/marks/number/tensor-name.ts';
import { inkTurn, weightOpacity } from '../../figures/marks/scale/weight-color.ts';
import type { Pair } from './align.ts';

/** second - first, over the paired units. */
export interface Difference {
  /** Units of the pairs; one whose texts differ is named after both. */
  readonly units: readonly Unit[];
  /** [units, units], -1..1 */
  readonly values: Float32Array;
  /** Rows in which one side is all 0 because its head is knocked out: no weight has moved there, the head is gone. */
  readonly gone: readonly boolean[];
}

/** The difference of two squares, second - first; units without a partner are left out. */
export function difference(first: Square, second: Square, pairs: readonly Pair[]): Difference {
  const values = new Float32Array(pairs.length ** 2);
  pairs.forEach(([rowOfFirst, rowOfSecond], row) => {
    pairs.forEach(([columnOfFirst, columnOfSecond], column) => {
      values[row * pairs.length + column] =
        second.shares[rowOfSecond * second.units.length + columnOfSecond]! -
        first.shares[rowOfFirst * first.units.length + columnOfFirst]!;
    });
  });
  const rowOf = ({ shares, units }: Square, row: number) =>
    shares.subarray(row * units.length, (row + 1) * units.length);
  return {
    units: pairs.map(([a, b]) => bothNames(first.units[a]!, second.units[b]!)),
    values,
    gone: pairs.map(([a, b]) => isOut(rowOf(first, a)) !== isOut(rowOf(second, b))),
  };
}

function bothNames(a: Unit, b: Unit): Unit {
  return a.text === b.text ? a : { ...a, text: `${a.text} | ${b.text}` };
}

/** Names of a difference's numbers, by rows and columns of the difference. */
export interface DifferenceNames {
  readonly cell: (cell: Cell) => TensorName;
  readonly moved: (row: number) => TensorName;
}

/** One side of the difference: names of its numbers, and number of its units. */
interface NamedSide {
  readonly names: SquareNames;
  readonly count: number;
}

/** Names of the cells, second - first, and of how much a row has moved, half the sum of its absolute differences. */
export function differenceNames(first: NamedSide, second: NamedSide, pairs: readonly Pair[]): DifferenceNames {
  const rowName = ({ names, count }: NamedSide, side: 0 | 1, row: number) =>
    partName(
      `${names.shares}[${pairs[row]![side]}]`,
      pairs.map((pair) => pair[side]),
      count,
    );
  const cell = ({ names }: NamedSide, side: 0 | 1, { row, column }: Cell) =>
    cellName(names.shares, { row: pairs[row]![side], column: pairs[column]![side] });
  return {
    cell: (at) => `${cell(second, 1, at)} - ${cell(first, 0, at)}`,
    moved: (row) => `sum(abs(${rowName(second, 1, row)} - ${rowName(first, 0, row)})) / 2`,
  };
}

/** Smaller differences are drawn without a number. */
const leastPrinted = 0.02;

/** Cells of a difference: brown for less, teal for more, with opacity sqrt|d| on the fixed domain -1..1. */
export function differenceNumbers({ units, values, gone }: Difference, names: DifferenceNames): MatrixNumbers {
  const n = units.length;
  const valueAt = ({ row, column }: Cell) => values[row * n + column]!;
  const readout = (cell: Cell): Readout => {
    const value = valueAt(cell);
    const places = [...fromTo(cell), ': '];
    if (value === 0) return [...places, 'no difference'];
    const size = { value: Math.abs(value), text: threeDigits(Math.abs(value)), tensor: `abs(${names.cell(cell)})` };
    return [...places, size, value < 0 ? ' less' : ' more'];
  };
  return {
    numeral: (cell) => {
      const value = valueAt(cell);
      if (Math.abs(value) < leastPrinted) return undefined;
      return { value, text: signed(value), tensor: names.cell(cell), isDeep: weightOpacity(Math.abs(value)) > inkTurn };
    },
    style: (cell) => {
      const value = valueAt(cell);
      return `--opacity:${(weightOpacity(Math.abs(value)) * 100).toFixed(1)}%;--fill:var(${value < 0 ? '--negative' : '--positive'})`;
    },
    cells: (shown) => {
      const strength = (value: number) => Math.round(255 * Math.sign(value) * weightOpacity(Math.abs(value)));
      return Int16Array.from(partOf(values, n, shown, strength));
    },
    isSigned: true,
    inWords: (cell) => readAloud(readout(cell), units),
    readout,
    endLabel: 'moved',
    end: (row) => {
      if (gone[row]) return undefined;
      let moved = 0;
      for (let column = 0; column < n; column++) moved += Math.abs(values[row * n + column]!) / 2;
      return { value: moved, text: cellDigits(moved), tensor: names.moved(row) };
    },
  };
}

/** +.84, −.07 */
function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2).replace(/^0/, '')}`;
}
