/**
 * r(a, b) = sum (a_i - mean(a)) (b_i - mean(b)) / sqrt(sum (a_i - mean(a))^2 sum (b_i - mean(b))^2)
 *
 * Pearson's correlation of two lists of numbers, [n] and [n]: -1 (one falls as the other rises, on a line) to 1 (both rise
 * together), and 0 where all values of a list are equal.
 *
 * Pearson 1896, "Mathematical contributions to the theory of evolution, III".
 * @throws RangeError when the lists have different lengths or fewer than two numbers.
 */
export function correlation(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length < 2) {
    throw new RangeError(`expected two lists of one length, at least 2, found ${a.length} and ${b.length}`);
  }
  const [ofA, ofB] = [deviations(a), deviations(b)];
  const both = ofA.reduce((sum, value, i) => sum + value * ofB[i], 0);
  const squares = (values: number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const scale = Math.sqrt(squares(ofA) * squares(ofB));
  return scale === 0 ? 0 : both / scale;
}

function deviations(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
