import { dot } from '../bert/dot.ts';
import { matrixRows } from './matrix-rows.ts';

/**
 * Norm-weighted attention: how much of token j arrives at token i, not how much weight it gets.
 *
 *   N[h, i, j] = ||A[h, i, j] f_h(x_j)|| = A[h, i, j] ||f_h(x_j)||        f_h(x_j) = value[h, j] W_O[h]
 *
 * attentionProbs A [heads, n, n] and norms ||f|| [heads, n] -> [heads, n, n], 0 or more; rows do not sum to 1. One head
 * alone, [n, n] and [n], works the same.
 *
 * Kobayashi et al. 2020, "Attention is Not Only a Weight: Analyzing Transformers with Vector Norms".
 * @throws RangeError when the sizes do not belong together.
 */
export function normWeighted(attentionProbs: Float32Array, norms: Float32Array): Float32Array {
  const n = attentionProbs.length / norms.length;
  if (!Number.isInteger(n) || norms.length % n !== 0) {
    throw new RangeError(
      `expected attention [heads, n, n] and norms [heads, n], found ${attentionProbs.length} and ${norms.length} numbers`,
    );
  }
  return attentionProbs.map((weight, index) => weight * norms[Math.floor(index / (n * n)) * n + (index % n)]);
}

/**
 * norms[h, j] = ||f_h(x_j)||: the length of what token j contributes through head h at weight 1.
 *
 * transformedValue f [heads, n, hiddenSize] -> [heads, n].
 * @throws RangeError when the numbers do not fill whole rows.
 */
export function valueNorms(transformedValue: Float32Array, hiddenSize: number): Float32Array {
  return Float32Array.from(matrixRows(transformedValue, hiddenSize), (contribution) =>
    Math.sqrt(dot(contribution, contribution)),
  );
}

/**
 * The same for all heads of a layer together, which may help or cancel each other:
 *
 *   S[i, j] = ||sum_h A[h, i, j] f_h(x_j)||
 *           = sqrt(sum_g sum_h A[g, i, j] A[h, i, j] f_g(x_j) . f_h(x_j))
 *
 * attentionProbs [heads, n, n], transformedValue [heads, n, hiddenSize] -> [n, n], 0 or more, at most sum_h N[h, i, j].
 * The second form needs the products of f only once per token j.
 *
 * Kobayashi et al. 2020, section 3.
 * @throws RangeError when the numbers do not fill whole heads.
 */
export function headSummedNorms(attentionProbs: Float32Array, transformedValue: Float32Array, n: number): Float32Array {
  const heads = attentionProbs.length / (n * n);
  expectWhole(attentionProbs, 'attentionProbs', n * n);
  expectWhole(transformedValue, 'transformedValue', heads * n);
  const norms = new Float32Array(n * n);
  for (let j = 0; j < n; j++) {
    const products = contributionProducts(transformedValue, heads, n, j);
    for (let i = 0; i < n; i++) {
      const weights = Float64Array.from({ length: heads }, (_, h) => attentionProbs[(h * n + i) * n + j]);
      norms[i * n + j] = Math.sqrt(Math.max(0, quadraticForm(products, weights)));
    }
  }
  return norms;
}

/** f_g(x_j) . f_h(x_j) for all pairs of heads, [heads, heads]. */
function contributionProducts(transformedValue: Float32Array, heads: number, n: number, j: number): Float64Array {
  const size = transformedValue.length / (heads * n);
  const contribution = (head: number) => transformedValue.subarray((head * n + j) * size, (head * n + j + 1) * size);
  return Float64Array.from({ length: heads * heads }, (_, index) =>
    dot(contribution(Math.floor(index / heads)), contribution(index % heads)),
  );
}

/** sum_g sum_h weights[g] products[g, h] weights[h] */
function quadraticForm(products: Float64Array, weights: Float64Array): number {
  const size = weights.length;
  let sum = 0;
  for (let g = 0; g < size; g++) {
    for (let h = 0; h < size; h++) sum += weights[g] * products[g * size + h] * weights[h];
  }
  return sum;
}

function expectWhole(values: Float32Array, name: string, part: number): void {
  if (values.length > 0 && values.length % part === 0) return;
  throw new RangeError(`${name}: expected a multiple of ${part} numbers, found ${values.length}`);
}
