import { roundHalfEven } from './round-half-even.ts';

/** A group of 64 inputs of one row, rounded: x = q * scale. */
export interface RoundedGroup {
  readonly group: number;
  readonly scale: number;
  /** int8 [64] */
  readonly values: Int8Array;
}

/**
 * What `quantizeGroups` makes of one row, in float32 throughout: every group once, then the remainders of those whose
 * largest magnitude, squared, is more than a third of the sum over all groups. A group of zeros is left out.
 */
export function roundRow(row: Float32Array): RoundedGroup[] {
  const groups = Array.from({ length: row.length / 64 }, (_, group) => row.subarray(group * 64, (group + 1) * 64));
  const largest = groups.map((group) => group.reduce((max, x) => Math.max(max, Math.abs(x)), 0));
  const limit = limitOf(largest);
  const coarse = groups.map((group, g) => roundCoarsely(group, g, largest[g]));
  const fine = groups.flatMap((group, g) => (largest[g] > limit ? [roundFinely(group, coarse[g])] : []));
  return [...coarse.filter((_, g) => largest[g] > 0), ...fine];
}

function limitOf(largest: readonly number[]): number {
  const squares = largest.reduce((sum, one) => Math.fround(sum + Math.fround(one * one)), 0);
  return Math.fround(Math.sqrt(Math.fround(squares / 3)));
}

function roundCoarsely(x: Float32Array, group: number, largest: number): RoundedGroup {
  const inverse = largest > 0 ? Math.fround(127 / largest) : 0;
  const values = Int8Array.from(x, (value) => roundHalfEven(Math.fround(value * inverse)));
  return { group, scale: Math.fround(largest / 127), values };
}

function roundFinely(x: Float32Array, { group, scale, values }: RoundedGroup): RoundedGroup {
  const fineScale = Math.fround(scale / 254);
  const finer = Math.fround(1 / fineScale);
  const left = x.map((value, i) => Math.fround(Math.fround(value - Math.fround(values[i] * scale)) * finer));
  return { group, scale: fineScale, values: Int8Array.from(left, roundHalfEven) };
}

/** Rows of normal numbers as BERT's: a few columns stand out, and each row in a group of its own. */
export function outlyingRows(
  random: { normals(count: number, scale?: number): Float32Array },
  rows: number,
  size: number,
): Float32Array {
  const x = random.normals(rows * size);
  for (let row = 0; row < rows; row++) {
    x[row * size + 5] *= 40;
    x[row * size + ((row * 67) % size)] *= 25;
  }
  return x;
}
