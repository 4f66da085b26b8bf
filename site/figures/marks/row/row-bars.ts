import type { MatrixNumbers } from '../matrix/matrix-numbers.ts';
import { hiddenUnits, type Shown, type Unit } from '../matrix/square.ts';
import { threeDigits } from '../number/number-format.ts';
import { restName, type TensorName } from '../number/tensor-name.ts';
import { sumWeights, topKeys } from '../tokens/row-ranking.ts';

/** One head's numbers [units, units] and their name. */
export interface BarHead {
  readonly head: number;
  readonly numbers: Float32Array;
  readonly name: TensorName;
}

/** A number of one head, with its bar. */
interface Bar {
  readonly head: number;
  readonly value: number;
  /** Length of the bar as a share of the longest, 0..1. */
  readonly part: number;
  readonly text: string;
  readonly tensor: TensorName;
}

/** A key with what it gets, or several keys together. */
export interface BarLine {
  /** Undefined where the line stands for several keys. */
  readonly unit?: number;
  /** Label of a line that stands for several keys. */
  readonly label: string;
  /** One for each head. */
  readonly bars: readonly Bar[];
}

const barCount = 8;

/**
 * One row of some heads: the largest keys of the first head, largest first, then the other keys that are shown,
 * together.
 * @param domain the number with the longest bar
 */
export function rowBars(
  heads: readonly BarHead[],
  units: readonly Unit[],
  row: number,
  { columns }: Shown,
  domain = 1,
): BarLine[] {
  const first = row * units.length;
  const { top, others } = topKeys(
    Float32Array.from(columns, (column) => heads[0]!.numbers[first + column]!),
    barCount,
  );
  const keys = top.map(({ key }) => columns[key]!);
  const rest = columns.filter((column) => !keys.includes(column));
  const barsOf = (some: readonly number[], nameOf: (rowName: TensorName) => TensorName) =>
    heads.map(({ head, numbers, name }) => {
      const value = sumWeights(some.map((key) => numbers[first + key]!));
      return {
        head,
        value,
        part: Math.min(1, value / domain),
        text: threeDigits(value),
        tensor: nameOf(`${name}[${row}]`),
      };
    });
  const lines: BarLine[] = keys.map((unit) => ({
    unit,
    label: '',
    bars: barsOf([unit], (name) => `${name}[${unit}]`),
  }));
  if (others === 0) return lines;
  const without = [...keys, ...hiddenUnits(units, columns)];
  return [...lines, { label: `${others} more`, bars: barsOf(rest, (name) => restName(name, without)) }];
}

/** What a row gives to units that are not shown; empty where all are. */
export function hiddenBars({ end, endLabel }: MatrixNumbers, row: number): BarLine[] {
  const sum = end(row);
  return sum?.share === undefined ? [] : [{ label: endLabel, bars: [{ head: 0, ...sum, part: sum.share }] }];
}
