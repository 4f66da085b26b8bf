import type { BertConfig } from '../../shared/bert/config.ts';
import type { SourceWeights } from './source-weights.ts';

/**
 * The engine scores masked words against the word-embedding table itself.
 * @throws Error when the checkpoint has a decoder of its own that differs from it.
 */
export function checkTiedDecoder(weights: SourceWeights, { vocabSize, hiddenSize }: BertConfig): void {
  expectSame(weights, 'cls.predictions.decoder.weight', 'embeddings.word_embeddings.weight', [vocabSize, hiddenSize]);
  expectSame(weights, 'cls.predictions.decoder.bias', 'cls.predictions.bias', [vocabSize]);
}

function expectSame(weights: SourceWeights, name: string, twin: string, shape: readonly number[]): void {
  if (!weights.names.includes(name)) return;
  const original = weights.read(twin, shape);
  const different = weights.read(name, shape).findIndex((value, k) => value !== original[k]);
  if (different === -1) return;
  throw new Error(
    `model.safetensors: expected ${name} to equal ${twin} (the decoder is tied), found a difference at number ${different}`,
  );
}
