/** How far rows of n probabilities are from the reference's. */
export interface Divergence {
  /** Mean over the rows, in bits: 0 for equal rows, 1 for rows that share nothing. */
  readonly jensenShannon: number;
  /** Share of the rows whose largest probability stands at the same place. */
  readonly sameLargest: number;
}

/** JSD(p, q) = (KL(p | m) + KL(q | m)) / 2 with m = (p + q) / 2, Lin 1991. */
export function divergence(found: Float32Array, expected: Float32Array, n: number): Divergence {
  if (found.length !== expected.length) throw new Error(`expected ${expected.length} numbers, found ${found.length}`);
  const rows = expected.length / n;
  let [sum, same] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const [p, q] = [expected, found].map((values) => values.subarray(row * n, (row + 1) * n));
    for (let k = 0; k < n; k++) sum += (informationLost(p[k], q[k]) + informationLost(q[k], p[k])) / 2;
    if (p.indexOf(Math.max(...p)) === q.indexOf(Math.max(...q))) same++;
  }
  return { jensenShannon: sum / rows, sameLargest: same / rows };
}

function informationLost(p: number, q: number): number {
  return p > 0 ? p * Math.log2((2 * p) / (p + q)) : 0;
}

/** a b / (|a| |b|) */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < b.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / Math.sqrt(aa * bb);
}
