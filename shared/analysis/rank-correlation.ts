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

/** From 0; of equal numbers each gets the mean of the places that they take up. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((i, j) => values[i]! - values[j]!);
  const found = new Array<number>(order.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let place = start; place < end; place++) found[order[place]!] = (start + end - 1) / 2;
  }
  return found;
}
