/**
 * Attention rollout (Abnar and Zuidema, 2020, section 3), which counts the residual connection as half:
 *
 *   Â_l = (mean_h A_l[h] + I) / 2        R_0 = Â_0        R_l = Â_l R_(l-1)
 *
 * One step: meanAttention [n, n] of layer l and R_(l-1) [n, n] (absent for layer 0) -> R_l [n, n], in `into`.
 * R_l[i, j] is how much of input token j the position i has gathered after layer l; rows sum to 1.
 * @throws RangeError when the matrices are not both [n, n].
 */
export function rollout(
  meanAttention: Float32Array,
  n: number,
  previous?: Float32Array,
  into: Float32Array = new Float32Array(n * n),
): Float32Array {
  for (const matrix of [meanAttention, previous ?? meanAttention, into]) {
    if (matrix.length !== n * n) throw new RangeError(`expected a matrix [${n}, ${n}], found ${matrix.length} numbers`);
  }
  meanAttention.forEach((weight, index) => {
    into[index] = (weight + (index % (n + 1) === 0 ? 1 : 0)) / 2;
  });
  if (previous !== undefined) multiplyRows(into, previous, n);
  return into;
}

/** left = left right: [n, n] x [n, n], row by row in place. */
function multiplyRows(left: Float32Array, right: Float32Array, n: number): void {
  const weights = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const row = left.subarray(i * n, (i + 1) * n);
    weights.set(row);
    row.fill(0);
    for (let k = 0; k < n; k++) {
      const weight = weights[k];
      for (let j = 0; j < n; j++) row[j] += weight * right[k * n + j];
    }
  }
}
