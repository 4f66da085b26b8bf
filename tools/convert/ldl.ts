import { eightDots } from './eight-dots.ts';

/** Columns that are finished together, so that the rest of the matrix is read once for all of them. */
const blockColumns = 32;

/**
 * H = U D Uᵀ, U upper triangular with ones on its diagonal, D diagonal
 *
 * A Cholesky factorization without square roots, from the last column to the first:
 * D[k] = H[k, k] - sum_{m>k} U[k, m]^2 D[m],   U[i, k] = (H[i, k] - sum_{m>k} U[i, m] D[m] U[k, m]) / D[k] for i < k.
 *
 * Works in place: above its diagonal `matrix` becomes U, on it D. Below it, nothing is read, and what stands there
 * afterwards means nothing.
 *
 * @param matrix [size, size], symmetric and positive definite; size a multiple of 4
 * @throws Error when it is not positive definite
 */
export function factorize(matrix: Float64Array, size: number): void {
  const rows = Array.from({ length: size }, (_, i) => matrix.subarray(i * size, (i + 1) * size));
  const scaled = Array.from({ length: Math.min(blockColumns, size) }, () => new Float64Array(size));
  for (let end = size; end > 0; end -= blockColumns) {
    const start = Math.max(0, end - blockColumns);
    for (let k = start; k < end; k++) scaleByD(scaled[k - start], rows, k, end);
    subtractFinished(rows, scaled, start, end);
    for (let k = end - 1; k >= start; k--) finishColumn(rows, scaled[k - start], k, end);
  }
}

/** scaled[m] = U[k, m] D[m] for the finished columns m >= from. */
function scaleByD(scaled: Float64Array, rows: readonly Float64Array[], k: number, from: number): void {
  for (let m = from; m < rows.length; m++) scaled[m] = rows[k][m] * rows[m][m];
}

/** H[i, k] -= sum_{m>=end} U[i, m] D[m] U[k, m] for the block's columns k and all i <= k. */
function subtractFinished(
  rows: readonly Float64Array[],
  scaled: readonly Float64Array[],
  start: number,
  end: number,
): void {
  const tile = new Float64Array(8);
  for (let k = start; k < end; k += 4) {
    const columns = scaled.slice(k - start, k - start + 4);
    for (let i = 0; i < k + 4; i += 2) {
      eightDots([rows[i], rows[i + 1]], columns, end, tile);
      for (let j = 0; j < 8; j++) rows[i + (j >> 2)][k + (j & 3)] -= tile[j];
    }
  }
}

/** Subtracts the block's own columns m, k < m < end, and divides by what is left on the diagonal. */
function finishColumn(rows: readonly Float64Array[], scaled: Float64Array, k: number, end: number): void {
  for (let m = k + 1; m < end; m++) scaled[m] = rows[k][m] * rows[m][m];
  for (let i = 0; i <= k; i++) {
    for (let m = k + 1; m < end; m++) rows[i][k] -= rows[i][m] * scaled[m];
  }
  const pivot = rows[k][k];
  if (!(pivot > 0)) throw new Error(`expected a positive definite matrix, found the pivot ${pivot} in column ${k}`);
  for (let i = 0; i < k; i++) rows[i][k] /= pivot;
}
