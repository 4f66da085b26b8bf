import { dot } from '../bert/dot.ts';
import { matrixRows } from './matrix-rows.ts';
import { unitVector } from './unit-vector.ts';

/**
 * anisotropy = mean over pairs s != t of cos(x_s, x_t) = (||sum_t u_t||^2 - sum_t ||u_t||^2) / (n (n - 1))
 *
 * vectors x [n, hiddenSize], u_t = x_t / ||x_t||. The cosine of any two tokens, which one pair's cosine must be compared
 * with: 0 where the vectors point all ways, 1 where all point the same way; never below -1 / (n - 1). Take the tokens of
 * many texts.
 *
 * Ethayarajh 2019, "How Contextual are Contextualized Word Representations?", section 4.1.
 * @throws RangeError when there are fewer than two vectors.
 */
export function anisotropy(vectors: Float32Array, hiddenSize: number): number {
  const units = matrixRows(vectors, hiddenSize).map(unitVector);
  const n = units.length;
  if (n < 2) throw new RangeError(`expected at least two vectors, found ${n}`);
  const sum = columnSums(units, hiddenSize, (value) => value);
  const ofSum = sum.reduce((total, value) => total + value * value, 0);
  const own = units.reduce((total, unit) => total + dot(unit, unit), 0);
  return (ofSum - own) / (n * (n - 1));
}

/**
 * The vectors [n, hiddenSize] with 0 in the `count` dimensions whose mean square over them is largest.
 *
 * A few dimensions of BERT are so large in every token that they alone decide a cosine; without them it says how alike
 * the rest is. Mean square, not variance: a dimension that is large and nearly the same everywhere counts as well.
 *
 * Timkey and van Schijndel 2021, "All Bark and No Bite: Rogue Dimensions in Transformer Language Models".
 * @throws RangeError when the numbers do not fill whole rows or there are not that many dimensions.
 */
export function withoutLargestDimensions(vectors: Float32Array, hiddenSize: number, count: number): Float32Array {
  const left = new Set(largestDimensions(vectors, hiddenSize, count));
  return vectors.map((value, index) => (left.has(index % hiddenSize) ? 0 : value));
}

/**
 * The `count` dimensions whose mean square over the vectors [n, hiddenSize] is largest, that one first.
 * @throws RangeError when the numbers do not fill whole rows or there are not that many dimensions.
 */
export function largestDimensions(vectors: Float32Array, hiddenSize: number, count: number): number[] {
  if (!(Number.isInteger(count) && count >= 0 && count <= hiddenSize)) {
    throw new RangeError(`expected to leave out 0 to ${hiddenSize} dimensions, found ${count}`);
  }
  const squares = columnSums(matrixRows(vectors, hiddenSize), hiddenSize, (value) => value * value);
  return [...squares.keys()].sort((a, b) => squares[b] - squares[a]).slice(0, count);
}

/** sum_t term(x[t, i]) for every dimension i. */
function columnSums(rows: readonly Float32Array[], size: number, term: (value: number) => number): Float64Array {
  const sums = new Float64Array(size);
  for (const row of rows) {
    for (let i = 0; i < size; i++) sums[i] += term(row[i]);
  }
  return sums;
}
