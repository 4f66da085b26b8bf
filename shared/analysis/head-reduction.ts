/**
 * mean_h A[h, i, j] over the heads of one layer.
 * attentionProbs [heads, n, n] -> [n, n]; rows still sum to 1.
 */
export function meanOverHeads(attentionProbs: Float32Array, n: number): Float32Array {
  const heads = headCount(attentionProbs, n);
  const mean = new Float32Array(n * n);
  for (let i = 0; i < attentionProbs.length; i++) mean[i % mean.length] += attentionProbs[i] / heads;
  return mean;
}

/**
 * max_h A[h, i, j] over the heads of one layer: what at least one head looks at.
 * attentionProbs [heads, n, n] -> [n, n]; rows may sum to more than 1.
 */
export function maxOverHeads(attentionProbs: Float32Array, n: number): Float32Array {
  headCount(attentionProbs, n);
  const max = attentionProbs.slice(0, n * n);
  for (let i = n * n; i < attentionProbs.length; i++) {
    max[i % max.length] = Math.max(max[i % max.length], attentionProbs[i]);
  }
  return max;
}

/**
 * The chosen heads of one layer, in the order asked.
 * attentionProbs [numAttentionHeads, n, n] -> [heads.length, n, n].
 * @throws RangeError naming a head that the layer does not have.
 */
export function selectHeads(attentionProbs: Float32Array, n: number, heads: readonly number[]): Float32Array {
  const square = n * n;
  const available = headCount(attentionProbs, n);
  const selected = new Float32Array(heads.length * square);
  heads.forEach((head, position) => {
    if (!Number.isInteger(head) || head < 0 || head >= available) {
      throw new RangeError(`expected a head of 0 to ${available - 1}, found ${head}`);
    }
    selected.set(attentionProbs.subarray(head * square, (head + 1) * square), position * square);
  });
  return selected;
}

function headCount(attentionProbs: Float32Array, n: number): number {
  const heads = attentionProbs.length / (n * n);
  if (Number.isInteger(heads) && heads > 0) return heads;
  throw new RangeError(`expected attention of shape [heads, ${n}, ${n}], found ${attentionProbs.length} numbers`);
}
