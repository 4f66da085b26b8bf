/**
 * rho(a, b) = cov(rank(a), rank(b)) / (sd(rank(a)) sd(rank(b)))
 *
 * Two lists of one length -> -1 (one order is the other backwards) to 1 (the same order); equal numbers share the mean of
 * their ranks. NaN where one of the lists has a single value throughout.
 *
 * Spearman 1904, "The Proof and Measurement of Association between Two Things".
 * @throws RangeError when the two have different lengths.
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`expected lists of one length, found ${a.length} and ${b.length}`);
  const [ranksOfA, ranksOfB] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  let [covariance, varianceOfA, varianceOfB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [fromA, fromB] = [ranksOfA[i] - middle, ranksOfB[i] - middle];
    covariance += fromA * fromB;
    varianceOfA += fromA * fromA;
    varianceOfB += fromB * fromB;
  }
  return covariance / Math.sqrt(varianceOfA * varianceOfB);
}

/** From 0; of equal numbers each gets the mean of the places that they take up. */
function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort((i, j) => values[i] - values[j]);
  const found = new Float64Array(order.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let place = start; place < end; place++) found[order[place]] = (start + end - 1) / 2;
  }
  return found;
}
