import { type FloatTensor, row } from './float-tensor.ts';

/**
 * sentenceEmbedding = m / ||m||,   m = sum_t x[t] / seqLen
 *
 * lastHiddenState x [seqLen, hiddenSize], every real token, `[CLS]` and `[SEP]` included ->
 * [hiddenSize], of length 1: the dot product of two such vectors is the cosine of their angle.
 *
 * Reimers and Gurevych 2019, "Sentence-BERT".
 */
export function meanPooling(lastHiddenState: FloatTensor): Float32Array {
  const [seqLen, hiddenSize] = lastHiddenState.shape;
  const mean = new Float64Array(hiddenSize);
  for (let t = 0; t < seqLen; t++) {
    row(lastHiddenState, t).forEach((value, i) => {
      mean[i] += value / seqLen;
    });
  }
  const length = Math.hypot(...mean);
  return Float32Array.from(mean, (value) => value / length);
}
