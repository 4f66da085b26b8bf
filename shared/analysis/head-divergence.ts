/** Two numbers and all that are between: p log2 p, with 0 log 0 = 0. */
const plogp = (p: number) => (p > 0 ? p * Math.log2(p) : 0);

/**
 * How differently heads attend, summed over the rows of one text:
 *
 *   D[g, h] = sum_i JSD(A_g[i], A_h[i]) = sum_i H((A_g[i] + A_h[i]) / 2) - (H(A_g[i]) + H(A_h[i])) / 2
 *
 * attentions [heads, n, n] -> [heads, heads], symmetric, 0 on its diagonal; bits, at most n. Clark et al. 2019, section 6.
 * @param sums where D is added
 * @throws RangeError when the numbers do not fill the matrices of all heads
 */
export function addHeadDivergence(attentions: Float32Array, heads: number, sums: Float64Array): void {
  const square = attentions.length / heads;
  const n = Math.sqrt(square);
  if (!Number.isInteger(n) || sums.length !== heads ** 2) {
    throw new RangeError(
      `expected weights [${heads}, n, n] and sums [${heads}, ${heads}], found ${attentions.length} and ${sums.length} numbers`,
    );
  }
  const entropies = Float64Array.from({ length: heads }, (_, head) => {
    return -attentions.subarray(head * square, (head + 1) * square).reduce((sum, p) => sum + plogp(p), 0);
  });
  for (let g = 0; g < heads; g++) {
    for (let h = g + 1; h < heads; h++) {
      const middle = entropyOfMean(attentions, g * square, h * square, square);
      const divergence = Math.max(0, middle - (entropies[g]! + entropies[h]!) / 2);
      sums[g * heads + h] += divergence;
      sums[h * heads + g] += divergence;
    }
  }
}

/** Sum of -m log2 m over all numbers of two matrices, m their mean. */
function entropyOfMean(attentions: Float32Array, first: number, second: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const mean = (attentions[first + at]! + attentions[second + at]!) / 2;
    if (mean > 0) sum -= mean * Math.log2(mean);
  }
  return sum;
}
