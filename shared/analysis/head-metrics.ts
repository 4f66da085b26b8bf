import type { Token } from '../tokenizer/token.ts';

/**
 * What one head does with one text, each a mean over its n rows (queries) i:
 *
 *   entropy     -sum_j A[i,j] log2 A[i,j]     bits, 0 (one key) to log2 n (all alike)      Clark et al., 2019
 *   distance     sum_j A[i,j] |i - j|         tokens                                       Vig and Belinkov, 2019
 *   confidence   max_j A[i,j]                 0..1                                         Voita et al., 2019
 *   self, previous, next, cls, sep            A on that key or those keys, 0..1; rows that have no such key count as 0
 */
export const headMetricNames = ['entropy', 'distance', 'confidence', 'self', 'previous', 'next', 'cls', 'sep'] as const;

export type HeadMetric = (typeof headMetricNames)[number];
export type HeadMetrics = Readonly<Record<HeadMetric, number>>;

/**
 * Metrics of one head over the tokens of one text.
 * attentionProbs [n, n].
 * @throws RangeError when it is not as large as the text.
 */
export function headMetrics(
  attentionProbs: Float32Array,
  tokens: readonly Pick<Token, 'text' | 'special'>[],
): HeadMetrics {
  const n = tokens.length;
  if (attentionProbs.length !== n * n) {
    throw new RangeError(`expected attention of shape [${n}, ${n}], found ${attentionProbs.length} numbers`);
  }
  const on = (isKey: (query: number, key: number) => boolean) =>
    rowMean(attentionProbs, n, (weight, query, key) => (isKey(query, key) ? weight : 0));
  const isSpecial = (key: number, text: string) => tokens[key].special && tokens[key].text === text;
  return {
    entropy: rowMean(attentionProbs, n, (weight) => (weight > 0 ? -weight * Math.log2(weight) : 0)),
    distance: rowMean(attentionProbs, n, (weight, query, key) => weight * Math.abs(query - key)),
    confidence: meanOfLargest(attentionProbs, n),
    self: on((query, key) => key === query),
    previous: on((query, key) => key === query - 1),
    next: on((query, key) => key === query + 1),
    cls: on((_, key) => isSpecial(key, '[CLS]')),
    sep: on((_, key) => isSpecial(key, '[SEP]')),
  };
}

/** (1 / n) sum_i sum_j term(A[i, j], i, j) */
function rowMean(
  attentionProbs: Float32Array,
  n: number,
  term: (weight: number, query: number, key: number) => number,
): number {
  return attentionProbs.reduce((sum, weight, index) => sum + term(weight, Math.floor(index / n), index % n), 0) / n;
}

/** (1 / n) sum_i max_j A[i, j] */
function meanOfLargest(attentionProbs: Float32Array, n: number): number {
  let sum = 0;
  for (let query = 0; query < n; query++) sum += Math.max(...attentionProbs.subarray(query * n, (query + 1) * n));
  return sum / n;
}
