import type { AttentionLens } from '../../../model/attention-trace.ts';
import type { Cell } from '../grid/grid-navigation.ts';
import { cellDigits, threeDigits } from '../number/number-format.ts';
import type { TensorName } from '../number/tensor-name.ts';
import type { Cells } from '../scale/paint-cells.ts';
import { isDeep, weightOpacity, weightStyle } from '../scale/weight-color.ts';
import { rankOfKey, sumWeights } from '../tokens/row-ranking.ts';
import { tokenName } from '../tokens/token-name.ts';
import { hiddenShare, hiddenUnits, partOf, type Shown, type Square, type Unit } from './square.ts';
import { cellName, partName, type SquareNames } from './square-names.ts';

/** A printed number: its text, its exact value, and its name in the API. */
export interface Printed {
  readonly value: number;
  readonly text: string;
  readonly tensor: TensorName;
}

/** A number in a cell. */
export interface Numeral extends Printed {
  readonly isDeep: boolean;
}

/** The number at the end of a row. With `share` it has a bar, 0..1 of its width. */
export interface RowEnd extends Printed {
  readonly share?: number;
}

/** A sentence in parts: words, units by their index, and numbers. */
export type Readout = readonly (string | { readonly unit: number } | Printed)[];

/** The sentence as plain text, for screen readers. */
export function readAloud(readout: Readout, units: readonly Unit[]): string {
  return readout
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'unit' in part ? tokenName(units, part.unit) : part.text;
    })
    .join('');
}

/** What the cells of a matrix show, by units. */
export interface MatrixNumbers {
  readonly numeral: (cell: Cell) => Numeral | undefined;
  readonly style: (cell: Cell) => string;
  readonly inWords: (cell: Cell) => string;
  /** A sentence on one cell, with its units and numbers as parts. */
  readonly readout: (cell: Cell) => Readout;
  readonly endLabel: string;
  /** Undefined where a row has no such number, because its head is knocked out. */
  readonly end: (row: number) => RowEnd | undefined;
  /** The cells of a picture of these units: [rows, columns], 0..255, or -255..255 where the scale is signed. */
  readonly cells: (shown: Shown) => Cells;
  readonly isSigned: boolean;
}

/** The numbers of a square that are drawn and printed, the number that gets the full colour, and their name. */
export interface Drawn {
  readonly numbers: Float32Array;
  readonly domain: number;
  readonly name: TensorName;
}

/** Each number as a share of its row, so that one scale serves all lenses and texts. */
export function drawnShares({ shares }: Square, names: SquareNames): Drawn {
  return { numbers: shares, domain: 1, name: names.shares };
}

/** Each number as the model gives it. */
export function drawnValues({ values }: Square, names: SquareNames, domain: number): Drawn {
  return { numbers: values, domain, name: names.values };
}

/** Smaller numbers are not printed in cells; the readout has them all. */
const leastPrinted = 0.01;

/** The cells of one head in one lens, on the square-root scale that all figures share. */
export function lensNumbers(
  square: Square,
  shown: Shown,
  lens: AttentionLens,
  names: SquareNames,
  { numbers, domain, name }: Drawn = drawnShares(square, names),
): MatrixNumbers {
  const n = square.units.length;
  const numberAt = ({ row, column }: Cell) => numbers[row * n + column]!;
  const hidden = hiddenUnits(square.units, shown.columns);
  return {
    numeral: (cell) => {
      const value = numberAt(cell);
      if (value < leastPrinted) return undefined;
      return { value, text: cellDigits(value), tensor: cellName(name, cell), isDeep: isDeep(value / domain) };
    },
    style: (cell) => weightStyle(numberAt(cell) / domain),
    cells: (part) =>
      Uint8Array.from(partOf(numbers, n, part, (value) => Math.round(255 * weightOpacity(value / domain)))),
    isSigned: false,
    inWords: (cell) => readAloud(lensReadout(square, lens, names, cell), square.units),
    readout: (cell) => lensReadout(square, lens, names, cell),
    endLabel: endLabelOf(square.units, hidden),
    end: (row) => (hidden.length > 0 ? elsewhere(square, row, shown, names) : total(square, row, names)),
  };
}

function lensReadout(square: Square, lens: AttentionLens, names: SquareNames, cell: Cell): Readout {
  const n = square.units.length;
  const row = square.shares.subarray(cell.row * n, (cell.row + 1) * n);
  return [
    ...fromTo(cell),
    ', ',
    ...valueInWords(square, lens, names, cell),
    isOut(row) ? ', the head is knocked out' : `, rank ${rankOfKey(row, cell.column)} of ${n}`,
  ];
}

/** "from it to cat" */
export function fromTo({ row, column }: Cell): Readout {
  return ['from ', { unit: row }, ' to ', { unit: column }];
}

/** "weight 0.831", "length 1.24, 12 % of the row". */
function valueInWords({ units, values, shares }: Square, lens: AttentionLens, names: SquareNames, cell: Cell): Readout {
  const at = cell.row * units.length + cell.column;
  const number = { value: values[at]!, text: threeDigits(values[at]!), tensor: cellName(names.values, cell) };
  if (lens !== 'norm') return [`${lens} `, number];
  const part = { value: shares[at]!, text: percent(shares[at]!), tensor: cellName(names.shares, cell) };
  return ['length ', number, ', ', part, ' of the row'];
}

/** Whether a row is all 0, because its head is knocked out. */
export function isOut(row: Float32Array): boolean {
  return row.every((share) => share === 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}\u00a0%`;
}

/**
 * The label of the numbers at the ends of rows: the sum of a whole row, of special tokens, or of the other text too.
 */
function endLabelOf(units: readonly Unit[], hidden: readonly number[]): string {
  if (hidden.length === 0) return 'sum';
  return hidden.every((unit) => units[unit]!.special) ? 'folded' : 'elsewhere';
}

function elsewhere(square: Square, row: number, { columns }: Shown, { shares }: SquareNames): RowEnd {
  const value = hiddenShare(square, row, columns);
  const hidden = partName(`${shares}[${row}]`, hiddenUnits(square.units, columns), square.units.length);
  return { value, text: percent(value), tensor: `sum(${hidden})`, share: value };
}

function total({ units, values }: Square, row: number, names: SquareNames): RowEnd {
  const value = sumWeights(values.subarray(row * units.length, (row + 1) * units.length));
  return { value, text: value.toFixed(2), tensor: `sum(${names.values}[${row}])` };
}
