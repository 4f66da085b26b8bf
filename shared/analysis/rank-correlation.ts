import { correlation } from './correlation.ts';

/**
 * Spearman's rank correlation of two lists of numbers, [n] and [n]: Pearson's correlation of their ranks, equal values
 * sharing the mean of their places.
 *
 * -1 (one falls where the other rises) to 1 (both rise together), 0 where the order of one says nothing about that of the
 * other; 0 too where all values of a list are equal.
 *
 * Spearman 1904, "The Proof and Measurement of Association between Two Things".
 * @throws RangeError when the lists have different lengths or fewer than two numbers.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  return correlation(ranks(a), ranks(b));
}

/** 1 for the smallest value; equal ones share the mean of their places. */
function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}
