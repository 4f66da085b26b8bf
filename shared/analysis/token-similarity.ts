import { dot } from '../bert/dot.ts';
import { matrixRows } from './matrix-rows.ts';

/**
 * Why are two texts alike? The cosine of their vectors, split into what each token of the one has to do with each token of
 * the other:
 *
 *   u = sum_i x_i / n        v = sum_j y_j / m        u . v = sum_ij x_i . y_j / (n m)
 *
 *   cos(u, v) = u . v / (||u|| ||v||) = sum_ij contribution[i, j]
 *
 *   contribution[i, j] = x_i . y_j / (n m ||u|| ||v||) = cos(x_i, y_j) ||x_i|| ||y_j|| / (n m ||u|| ||v||)
 *
 * Exact, because a mean is linear: nothing is approximated. What divides is the same for all pairs, so contributions compare
 * as the products x_i . y_j do; two tokens that point the same way count more the longer their vectors are. It holds where
 * texts are the mean of their tokens' vectors, of any layer, `[CLS]` and `[SEP]` among them, whether the texts' vectors are
 * scaled to length 1 or not. It does not hold where each token's vector is scaled first, nor for the maximum.
 *
 * x [n, size], y [m, size], a row a token. Sums are float64, what they give is kept as float32. Where u or v is the zero vector the cosine counts as 0, and so do
 * its parts.
 * @throws RangeError where the numbers do not fill whole rows.
 */
export function tokenSimilarity(x: Float32Array, y: Float32Array, size: number): TokenSimilarity {
  const [rows, columns] = [matrixRows(x, size), matrixRows(y, size)];
  const [u, v] = [meanOf(rows, size), meanOf(columns, size)];
  const lengthsOfTexts = lengthOf(u) * lengthOf(v);
  const divisor = rows.length * columns.length * lengthsOfTexts;
  const columnLengths = columns.map(lengthOf);
  const cosines = new Float32Array(rows.length * columns.length);
  const contributions = new Float32Array(cosines.length);
  for (const [i, row] of rows.entries()) {
    const rowLength = lengthOf(row);
    for (const [j, column] of columns.entries()) {
      const product = dot(row, column);
      const lengths = rowLength * columnLengths[j];
      cosines[i * columns.length + j] = lengths === 0 ? 0 : Math.min(1, Math.max(-1, product / lengths));
      contributions[i * columns.length + j] = divisor === 0 ? 0 : product / divisor;
    }
  }
  return { similarity: lengthsOfTexts === 0 ? 0 : dot(u, v) / lengthsOfTexts, cosines, contributions };
}

export interface TokenSimilarity {
  /** cos(u, v), the sum of the contributions but for what float32 rounds of each. */
  readonly similarity: number;
  /** [n, m], cos(x_i, y_j). */
  readonly cosines: Float32Array;
  /** [n, m], what each pair of tokens adds to the similarity. */
  readonly contributions: Float32Array;
}

function meanOf(rows: readonly Float32Array[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const row of rows) for (let i = 0; i < size; i++) mean[i] += row[i] / rows.length;
  return mean;
}

function lengthOf(vector: Float32Array | Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
