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
  if (a.length !== b.length || a.length < 2) {
    throw new RangeError(`expected two lists of one length, at least 2, found ${a.length} and ${b.length}`);
  }
  const [ofA, ofB] = [deviations(ranks(a)), deviations(ranks(b))];
  const both = ofA.reduce((sum, value, i) => sum + value * ofB[i], 0);
  const squares = (values: number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const scale = Math.sqrt(squares(ofA) * squares(ofB));
  return scale === 0 ? 0 : both / scale;
}

/** 1 for the smallest value; equal ones share the mean of their places. */
function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

function deviations(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
