import { roundUp } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/**
 * Of one token: with v_1 ... v_heads its transformed values, v_last its residual vector x and c(z) = gamma (z - mean(z)),
 * all c(v_a) . c(v_b) for a <= b, those for a < b twice. For any weights w the squared length ||c(sum_a w_a v_a)||² is
 * then a sum over a <= b of w_a w_b times these, with no vector in sight.
 */
export function productCount(heads: number): number {
  return ((heads + 1) * (heads + 2)) / 2;
}

/** Tokens of one text, and their transformed values [heads, rows, hiddenSize]. */
export interface TransformedRows {
  /** Row of the pass that `values` begin with. */
  readonly start: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/**
 * Writes the products of these tokens into `products` [rows of the pass, productCount]. The kernels that multiply queries
 * by keys multiply each token's vectors by themselves; works at the start of `scores` and in `panels`.
 */
export function writeProducts(pass: Pass, layer: number, tokens: TransformedRows, products: Float32Array): void {
  const count = productCount(pass.config.numAttentionHeads);
  for (let row = 0; row < tokens.rows; row++) {
    writeCentred(pass, layer, tokens, row);
    multiplyPairs(pass, products.subarray((tokens.start + row) * count));
  }
}

/** c(v_1) ... c(v_last) of one token, [heads + 1, hiddenSize], to the start of `scores`. */
function writeCentred(
  { config, floats, plan, weights }: Pass,
  layer: number,
  tokens: TransformedRows,
  row: number,
): void {
  const { hiddenSize: size, numAttentionHeads: heads } = config;
  const gamma = weights.layers[layer].attentionNorm.gamma / 4;
  for (let a = 0; a <= heads; a++) {
    const hidden = plan.hidden.address / 4 + (tokens.start + row) * size;
    const first = (a * tokens.rows + row) * size;
    const vector = a < heads ? tokens.values.subarray(first, first + size) : floats.subarray(hidden, hidden + size);
    let sum = 0;
    for (let k = 0; k < size; k++) sum += vector[k];
    const out = plan.scores.address / 4 + a * size;
    for (let k = 0; k < size; k++) floats[out + k] = floats[gamma + k] * (vector[k] - sum / size);
  }
}

/** The products of the vectors at the start of `scores`, each pair once. */
function multiplyPairs({ config, floats, kernels, plan }: Pass, out: Float32Array): void {
  const stride = config.hiddenSize * 4;
  const count = config.numAttentionHeads + 1;
  const width = roundUp(count, 8);
  const vectors = plan.scores.address;
  const square = vectors + count * stride;
  kernels.packKeys(vectors, stride, count, config.hiddenSize, 1, plan.panels.address, width);
  kernels.multiply(vectors, stride, count, plan.panels.address, config.hiddenSize, square, width * 4, width);
  let at = 0;
  for (let a = 0; a < count; a++) {
    for (let b = a; b < count; b++) out[at++] = (a === b ? 1 : 2) * floats[square / 4 + a * width + b];
  }
}

/** ||c(sum_a w_a v_a)||, 0 or more; `weights` [heads + 1], the last for the residual vector. */
export function weightedLength(products: Float32Array, row: number, weights: Float64Array): number {
  const count = weights.length;
  let at = row * productCount(count - 1);
  let squared = 0;
  for (let a = 0; a < count; a++) {
    let sum = 0;
    for (let b = a; b < count; b++) sum += products[at++] * weights[b];
    squared += weights[a] * sum;
  }
  // Rounding may leave a nothing below zero.
  return Math.sqrt(Math.max(0, squared));
}
