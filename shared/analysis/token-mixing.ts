import { type AttentionBlock, addContribution, expectSizes, normalisedLength } from './mixing-share.ts';

/**
 * How much of each token's vector after the attention block comes from which token, as shares of lengths:
 *
 *   c(z) = gamma (z - mean(z))        y_ij = sum_h A[h, i, j] f_h(x_j)
 *   share_ij = ||c(y_ij)|| / total_i        share_ii = ||c(y_ii + x_i)|| / total_i
 *
 * -> [n, n], to and from; 0..1, each row sums to 1. f_h(x_j) is a head's value through its part of W_O, x_i the residual
 * connection; LayerNorm's deviation divides every length of a row alike and drops out, as do beta and b_O, which come
 * from no token. `mixingShare` adds the others as vectors, where they may cancel; here their lengths add up, so that
 * 1 - share_ii is at least `mixingShare`.
 *
 * Lengths after Kobayashi et al. 2021, "Incorporating Residual and Normalization Layers into Analysis of Masked Language
 * Models"; one share for each pair of tokens as in Ferrando et al. 2022, "Measuring the Mixing of Contextual Information
 * in the Transformer", with L2 lengths in place of L1 distances.
 * @throws RangeError when the sizes do not belong together.
 */
export function tokenMixing(block: AttentionBlock): Float32Array {
  expectSizes(block);
  const n = block.hiddenStates.length / block.gamma.length;
  const shares = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    const lengths = Float64Array.from({ length: n }, (_, j) =>
      normalisedLength(contribution(block, i, j), block.gamma),
    );
    shares.set(sharesOf(lengths, i), i * n);
  }
  return shares;
}

/** Lengths over their sum; all of it the token's own where nothing has a length. */
export function sharesOf(lengths: Float64Array, own: number): Float64Array {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return total > 0 ? lengths.map((length) => length / total) : lengths.map((_, j) => (j === own ? 1 : 0));
}

/** y_ij, and x_i with it where i is j. */
function contribution(block: AttentionBlock, i: number, j: number): Float64Array {
  const size = block.gamma.length;
  const sum = new Float64Array(size);
  if (i === j) sum.set(block.hiddenStates.subarray(i * size, (i + 1) * size));
  addContribution(sum, block, i, j);
  return sum;
}
