import type { BertConfig } from './config.ts';
import type { FloatTensor } from './float-tensor.ts';
import { gelu } from './gelu.ts';
import { layerNorm } from './layer-norm.ts';
import { linear } from './linear.ts';
import type { BertWeights, MaskedLmWeights } from './weights.ts';

/**
 * logits[t, w] = LayerNorm(GELU(x[t] W + b)) . E_word[w] + bias[w]
 *
 * Rows of lastHiddenState x [rows, hiddenSize] -> [rows, vocabSize], any real number: softmax makes
 * them probabilities. The decoder is tied: a word is predicted by the same vector that it enters
 * with.
 *
 * Devlin et al. 2018, "BERT", section 3.1; Hugging Face's `BertLMPredictionHead`.
 * @throws Error when the model was stored without its masked-LM head.
 */
export function maskedLmLogits(config: BertConfig, weights: BertWeights, hiddenStates: FloatTensor): FloatTensor {
  const { maskedLm, embeddings } = weights;
  if (maskedLm === undefined) {
    throw new Error('maskedLmLogits: expected cls.predictions.* among the weights, found none; use a BertForMaskedLM');
  }
  const decoder = { weight: embeddings.word, bias: maskedLm.bias };
  return linear(decoder, maskedLmTransform(config, maskedLm, hiddenStates));
}

/** LayerNorm(GELU(x W + b)): [rows, hiddenSize] -> [rows, hiddenSize], what the decoder compares with every word. */
export function maskedLmTransform(
  config: BertConfig,
  weights: MaskedLmWeights,
  hiddenStates: FloatTensor,
): FloatTensor {
  return layerNorm(weights.layerNorm, config.layerNormEps, gelu(linear(weights.transform, hiddenStates)));
}
