/** One layer's attention block, as the lens takes it apart. */
export interface AttentionBlock {
  /** value W_O of each head, b_V inside, [heads, n, hiddenSize]. */
  readonly transformedValue: Float32Array;
  /** [heads, n, n] */
  readonly attentionProbs: Float32Array;
  /** What the layer gets, [n, hiddenSize]. */
  readonly hiddenStates: Float32Array;
  /** Weight of the LayerNorm after attention, [hiddenSize]. */
  readonly gamma: Float32Array;
}

/**
 * The share of a token's vector after the attention block that comes from other tokens:
 *
 *   F_i(j) = gamma (v - mean(v)) / s_i        v = sum_h A[h, i, j] f_h(x_j) + [i = j] x_i
 *   share_i = ||sum_{j != i} F_i(j)|| / (||sum_{j != i} F_i(j)|| + ||F_i(i)||)
 *
 * -> [n], 0 (the token keeps to itself) to 1. x_i is the residual connection. LayerNorm is linear once its deviation
 * s_i at position i is known, and s_i divides both norms, so the share does not depend on it. beta and b_O, which come
 * from no token, are left aside.
 *
 * Kobayashi et al. 2021, "Incorporating Residual and Normalization Layers into Analysis of Masked Language Models",
 * the mixing ratio of AttnResLn-N.
 * @throws RangeError when the sizes do not belong together.
 */
export function mixingShare(block: AttentionBlock): Float32Array {
  const { hiddenStates, gamma } = block;
  expectSizes(block);
  return Float32Array.from({ length: hiddenStates.length / gamma.length }, (_, i) =>
    shareOfOthers(fromOthers(block, i), fromItself(block, i), gamma),
  );
}

/** The share of one token, from the two parts of its vector before LayerNorm, [hiddenSize] each; 0 where both are 0. */
export function shareOfOthers(fromOthers: Float64Array, fromItself: Float64Array, gamma: Float32Array): number {
  const others = normalisedLength(fromOthers, gamma);
  return others === 0 ? 0 : others / (others + normalisedLength(fromItself, gamma));
}

/** sum_{j != i} sum_h A[h, i, j] f_h(x_j) */
function fromOthers(block: AttentionBlock, i: number): Float64Array {
  const sum = new Float64Array(block.gamma.length);
  const n = block.hiddenStates.length / block.gamma.length;
  for (let j = 0; j < n; j++) {
    if (j !== i) addContribution(sum, block, i, j);
  }
  return sum;
}

/** sum_h A[h, i, i] f_h(x_i) + x_i */
function fromItself(block: AttentionBlock, i: number): Float64Array {
  const size = block.gamma.length;
  const sum = Float64Array.from(block.hiddenStates.subarray(i * size, (i + 1) * size));
  addContribution(sum, block, i, i);
  return sum;
}

/** sum += sum_h A[h, i, j] f_h(x_j), [hiddenSize]. */
export function addContribution(sum: Float64Array, block: AttentionBlock, i: number, j: number): void {
  const { transformedValue, attentionProbs, hiddenStates } = block;
  const size = sum.length;
  const n = hiddenStates.length / size;
  const heads = transformedValue.length / hiddenStates.length;
  for (let h = 0; h < heads; h++) {
    const weight = attentionProbs[(h * n + i) * n + j];
    const from = (h * n + j) * size;
    for (let k = 0; k < size; k++) sum[k] += weight * transformedValue[from + k];
  }
}

/** ||gamma (v - mean(v))||, 0 or more. */
export function normalisedLength(vector: Float64Array, gamma: Float32Array): number {
  let mean = 0;
  for (const value of vector) mean += value / vector.length;
  let squares = 0;
  for (let k = 0; k < vector.length; k++) squares += (gamma[k] * (vector[k] - mean)) ** 2;
  return Math.sqrt(squares);
}

/** @throws RangeError naming the four sizes when they do not belong together. */
export function expectSizes({ transformedValue, attentionProbs, hiddenStates, gamma }: AttentionBlock): void {
  const n = hiddenStates.length / gamma.length;
  const heads = transformedValue.length / hiddenStates.length;
  if (Number.isInteger(n) && Number.isInteger(heads) && attentionProbs.length === heads * n * n) return;
  throw new RangeError(
    `expected transformedValue [heads, n, hiddenSize], attentionProbs [heads, n, n], hiddenStates [n, hiddenSize] and gamma [hiddenSize], found ${transformedValue.length}, ${attentionProbs.length}, ${hiddenStates.length} and ${gamma.length} numbers`,
  );
}
