import { type FloatTensor, row, zeros } from './float-tensor.ts';

/**
 * context[h, q] = sum_k attentionProbs[h, q, k] value[h, k]
 *
 * attentionProbs [heads, seqLen, seqLen], value [heads, seqLen, headSize] -> [heads, seqLen,
 * headSize], summed in float64. What a head gives to token q is a blend of all tokens' values, in
 * the proportions of the weights.
 */
export function weightedSum(attentionProbs: FloatTensor, value: FloatTensor): FloatTensor {
  const [heads, seqLen, headSize] = value.shape;
  const context = zeros(heads, seqLen, headSize);
  for (let h = 0; h < heads; h++) {
    for (let q = 0; q < seqLen; q++) {
      const blend = new Float64Array(headSize);
      row(attentionProbs, h, q).forEach((weight, k) => {
        const given = row(value, h, k);
        for (let i = 0; i < headSize; i++) blend[i] += weight * given[i];
      });
      row(context, h, q).set(blend);
    }
  }
  return context;
}
