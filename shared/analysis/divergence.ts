/** How far one computation of the same attention is from another. */
export interface Divergence {
  /** Mean over rows of the Jensen-Shannon divergence, bits: 0 (equal) to 1 (nothing in common). */
  readonly meanDivergence: number;
  /** That of the row in which the two differ most. */
  readonly maxDivergence: number;
  /** Largest |a - b|, 0 to 1. */
  readonly maxDifference: number;
  /** The |a - b| that 99 % of the weights do not exceed, 0 to 1. */
  readonly p99Difference: number;
  /** Share of the rows whose largest weight is on the same key, 0 to 1; of equal weights the first counts. */
  readonly topAgreement: number;
}

/**
 * JSD(p, q) = (KL(p || m) + KL(q || m)) / 2        m = (p + q) / 2        KL(p || m) = sum_i p_i log2(p_i / m_i)
 *
 * p, q [n], each summing to 1 -> bits, 0 (equal) to 1 (nothing in common), the same both ways round.
 *
 * Lin 1991, "Divergence Measures Based on the Shannon Entropy".
 * @throws RangeError when the two have different lengths.
 */
export function jensenShannon(p: Float32Array, q: Float32Array): number {
  expectSameLength(p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const middle = (p[i] + q[i]) / 2;
    if (p[i] > 0) sum += p[i] * Math.log2(p[i] / middle);
    if (q[i] > 0) sum += q[i] * Math.log2(q[i] / middle);
  }
  return Math.max(0, sum / 2);
}

/**
 * Compares two attention tensors whose last dimension is n, [..., n, n] or rows of several.
 * @throws RangeError when they have different lengths or do not fill whole rows.
 */
export function attentionDivergence(a: Float32Array, b: Float32Array, n: number): Divergence {
  expectSameLength(a, b);
  const rows = a.length / n;
  if (!Number.isInteger(rows) || rows === 0) throw new RangeError(`expected rows of ${n}, found ${a.length} numbers`);
  const differences = a.map((value, i) => Math.abs(value - b[i])).sort();
  let divergence = 0;
  let maxDivergence = 0;
  let agreements = 0;
  for (let start = 0; start < a.length; start += n) {
    const [rowOfA, rowOfB] = [a.subarray(start, start + n), b.subarray(start, start + n)];
    const ofRow = jensenShannon(rowOfA, rowOfB);
    divergence += ofRow;
    maxDivergence = Math.max(maxDivergence, ofRow);
    if (largestIndex(rowOfA) === largestIndex(rowOfB)) agreements++;
  }
  return {
    meanDivergence: divergence / rows,
    maxDivergence,
    maxDifference: differences[differences.length - 1],
    p99Difference: differences[Math.ceil(0.99 * differences.length) - 1],
    topAgreement: agreements / rows,
  };
}

function largestIndex(row: Float32Array): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) {
    if (row[i] > row[best]) best = i;
  }
  return best;
}

function expectSameLength(a: Float32Array, b: Float32Array): void {
  if (a.length === b.length) return;
  throw new RangeError(`expected two tensors of the same size, found ${a.length} and ${b.length} numbers`);
}
