import { dot } from './dot.ts';
import { type FloatTensor, row, zeros } from './float-tensor.ts';
import type { LayerWeights } from './weights.ts';

/**
 * transformedValue[h, k] = value[h, k] W_O[h]
 *
 * attentionOutput[q] = sum_h sum_k attentionProbs[h, q, k] transformedValue[h, k] + b_O
 *
 * value [heads, seqLen, headSize] -> [heads, seqLen, hiddenSize]. W_O[h] are the headSize inputs of
 * W_O that head h feeds. This is all that token k can give through head h, before the weight
 * decides how much of it arrives; its length times the weight is norm-weighted attention.
 *
 * Kobayashi et al. 2020, "Attention is Not Only a Weight: Analyzing Transformers with Vector
 * Norms", f(x).
 */
export function transformedValue(weights: LayerWeights, value: FloatTensor): FloatTensor {
  const [heads, seqLen, headSize] = value.shape;
  const outputMatrix = weights.attentionOutput.weight;
  const [hiddenSize] = outputMatrix.shape;
  const transformed = zeros(heads, seqLen, hiddenSize);
  for (let h = 0; h < heads; h++) {
    for (let o = 0; o < hiddenSize; o++) {
      const column = row(outputMatrix, o).subarray(h * headSize, (h + 1) * headSize);
      for (let k = 0; k < seqLen; k++) row(transformed, h, k)[o] = dot(row(value, h, k), column);
    }
  }
  return transformed;
}
