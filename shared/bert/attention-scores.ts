import { dot } from './dot.ts';
import { type FloatTensor, row, zeros } from './float-tensor.ts';

/**
 * attentionScores[h, q, k] = query[h, q] . key[h, k] / sqrt(headSize)
 *
 * query, key [heads, seqLen, headSize] -> [heads, seqLen, seqLen], any real number. The score says
 * how well what token q asks for fits what token k offers. A sum of 64 independent products spreads 8 times as
 * far as one product: sqrt(64) undoes it.
 *
 * Vaswani et al. 2017, "Attention Is All You Need", section 3.2.1.
 */
export function attentionScores(query: FloatTensor, key: FloatTensor): FloatTensor {
  const [heads, seqLen, headSize] = query.shape;
  const scores = zeros(heads, seqLen, seqLen);
  for (let h = 0; h < heads; h++) {
    for (let q = 0; q < seqLen; q++) {
      const scoresOfToken = row(scores, h, q);
      for (let k = 0; k < seqLen; k++) scoresOfToken[k] = dot(row(query, h, q), row(key, h, k)) / Math.sqrt(headSize);
    }
  }
  return scores;
}
