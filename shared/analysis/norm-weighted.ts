/**
 * Norm-weighted attention (Kobayashi et al., 2020, "Attention is Not Only a Weight"):
 *
 *   N[i, j] = A[i, j] ||f(x_j)||        f(x_j) = value_j W_O,h
 *
 * attentionProbs [n, n] and norms [n] of one head -> [n, n]; rows do not sum to 1.
 * @throws RangeError when the sizes do not belong together.
 */
export function normWeighted(attentionProbs: Float32Array, norms: Float32Array): Float32Array {
  const n = norms.length;
  if (attentionProbs.length !== n * n) {
    throw new RangeError(`expected attention of shape [${n}, ${n}], found ${attentionProbs.length} numbers`);
  }
  return attentionProbs.map((weight, index) => weight * norms[index % n]);
}
