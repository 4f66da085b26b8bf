import { type FloatTensor, zeros } from './float-tensor.ts';

/**
 * attentionProbs[h, q, k] = exp(s[h, q, k]) / sum_j exp(s[h, q, j]), where s are the attentionScores
 *
 * Any shape, along the last axis: every row becomes positive and sums to 1, and a score that is
 * larger by 1 gets 2.718 times the weight. The row's maximum is subtracted first: it cancels, and
 * exp never overflows.
 */
export function softmax(scores: FloatTensor): FloatTensor {
  const { shape, data } = scores;
  const size = shape[shape.length - 1];
  const probs = zeros(...shape);
  for (let start = 0; start < data.length; start += size) {
    probs.data.set(softmaxRow(data.subarray(start, start + size)), start);
  }
  return probs;
}

function softmaxRow(scores: Float32Array): Float64Array {
  const max = scores.reduce((a, b) => Math.max(a, b));
  const exponentials = Float64Array.from(scores, (score) => Math.exp(score - max));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((exponential) => exponential / sum);
}
