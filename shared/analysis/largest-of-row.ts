/** Which weights of a row are kept. */
export interface Sparsity {
  /** How many, the largest first. */
  readonly topK: number;
  /** Smaller ones become 0. */
  readonly minWeight: number;
}

/**
 * How many weights of a row of n are kept: top_k of them, and no more than can be as large as `minWeight`, since a row
 * that sums to 1 has at most 1 / minWeight of those.
 *
 *   k = min(n, top_k, floor(1 / minWeight))
 *
 * @param sumsToOne false where a row may sum to more
 */
export function keptPerRow(n: number, { topK, minWeight }: Partial<Sparsity>, sumsToOne: boolean): number {
  const most = minWeight !== undefined && minWeight > 0 && sumsToOne ? Math.floor(1 / minWeight + roundingOfSum) : n;
  return Math.max(1, Math.min(n, topK ?? n, most));
}

/** Rows of float32 weights sum to 1 within this. */
const roundingOfSum = 1e-4;

/** Where the kept weights of a matrix are written. */
export interface SparseRows {
  /** [rows, k], the indices of the columns, largest weight first; among equals the first column first. */
  readonly indices: Float32Array;
  /** [rows, k]; 0 where the weight at this index is below `minWeight`. */
  readonly weights: Float32Array;
  /** [rows], what each row lost: the sum of all that is not in `weights`. */
  readonly rest: Float32Array;
}

/** Room for the kept weights of a matrix [rows, columns]. */
export function sparseRows(rows: number, k: number): SparseRows {
  const room = (size: number) => new Float32Array(size);
  return { indices: room(rows * k), weights: room(rows * k), rest: room(rows) };
}

/**
 * The k largest weights of each row of a matrix [n, n] and the sum of the others. In `into`, which is overwritten.
 */
export function largestOfRows(matrix: Float32Array, n: number, minWeight: number, into: SparseRows): void {
  const k = into.weights.length / n;
  for (let row = 0; row < n; row++) {
    const weights = into.weights.subarray(row * k, (row + 1) * k);
    const indices = into.indices.subarray(row * k, (row + 1) * k);
    const beyond = largestFirst(matrix.subarray(row * n, (row + 1) * n), weights, indices);
    into.rest[row] = beyond + withoutSmall(weights, minWeight);
  }
}

/** Keeps the largest of a row, in falling order, with their places. @returns the sum of the others */
function largestFirst(row: Float32Array, weights: Float32Array, indices: Float32Array): number {
  const k = weights.length;
  let [count, beyond] = [0, 0];
  for (let column = 0; column < row.length; column++) {
    const weight = row[column]!;
    if (count === k && weight <= weights[k - 1]!) {
      beyond += weight;
      continue;
    }
    if (count === k) beyond += weights[k - 1]!;
    else count++;
    const at = placeFor(weight, weights, count - 1);
    weights.copyWithin(at + 1, at, count - 1);
    indices.copyWithin(at + 1, at, count - 1);
    weights[at] = weight;
    indices[at] = column;
  }
  return beyond;
}

/** The place behind all of the first `count` falling weights that are at least as large. */
function placeFor(weight: number, weights: Float32Array, count: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (weights[middle]! >= weight) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Weights below `minWeight` become 0. @returns their sum */
function withoutSmall(weights: Float32Array, minWeight: number): number {
  let sum = 0;
  for (let i = weights.length - 1; i >= 0 && weights[i]! < minWeight; i--) {
    sum += weights[i]!;
    weights[i] = 0;
  }
  return sum;
}
