import { type FloatTensor, row } from './float-tensor.ts';
import { type Affine, linear } from './linear.ts';

/**
 * poolerOutput = tanh(lastHiddenState[CLS] W + b)
 *
 * [seqLen, hiddenSize] -> [hiddenSize], each number from -1 to 1. Trained to tell whether two sentences follow each other;
 * as a vector of a sentence it is worse than the mean of its tokens.
 *
 * Devlin et al. 2018, "BERT", section 3.1; Hugging Face's `BertPooler`, `pooler_output`.
 */
export function pooler(weights: Affine, lastHiddenState: FloatTensor): FloatTensor {
  const first = row(lastHiddenState, 0);
  const { data } = linear(weights, { shape: [1, first.length], data: first });
  return { shape: [first.length], data: data.map(Math.tanh) };
}
