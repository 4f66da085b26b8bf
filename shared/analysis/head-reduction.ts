/**
 * Reductions over the heads of one layer, one head [n, n] at a time, into a matrix [n, n] that starts at 0: nobody
 * needs all heads in memory.
 */
export type FoldHead = (into: Float32Array, attentionProbs: Float32Array, heads: number) => void;

/** mean_h A[h, i, j]: adds A[h] / heads. Rows sum to 1 once every head is in. */
export const foldMean: FoldHead = (into, attentionProbs, heads) => {
  expectSameSize(into, attentionProbs);
  for (let i = 0; i < into.length; i++) into[i] += attentionProbs[i] / heads;
};

/** max_h A[h, i, j]: what at least one head looks at. Rows may sum to more than 1. */
export const foldMax: FoldHead = (into, attentionProbs) => {
  expectSameSize(into, attentionProbs);
  for (let i = 0; i < into.length; i++) into[i] = Math.max(into[i], attentionProbs[i]);
};

function expectSameSize(into: Float32Array, attentionProbs: Float32Array): void {
  if (into.length === attentionProbs.length) return;
  throw new RangeError(`expected a head of ${into.length} numbers, found ${attentionProbs.length}`);
}
