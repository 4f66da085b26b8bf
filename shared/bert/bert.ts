import { type Change, unchanged } from './change.ts';
import type { BertConfig } from './config.ts';
import { type Embeddings, embeddings, type TokenIds } from './embeddings.ts';
import { encoder, type LayerOutput } from './encoder.ts';
import type { FloatTensor } from './float-tensor.ts';
import type { HeadMask } from './head-mask.ts';
import type { BertWeights } from './weights.ts';

/** One text, without padding. */
export interface BertInput extends TokenIds {
  /** [numHiddenLayers][numAttentionHeads], 1 keeps a head, 0 knocks it out. */
  readonly headMask?: readonly HeadMask[];
}

/** Every intermediate of one forward pass. */
export interface BertOutput {
  readonly embeddings: Embeddings;
  /** numHiddenLayers + 1 times [seqLen, hiddenSize]; 0 is what the first layer gets. */
  readonly hiddenStates: readonly FloatTensor[];
  readonly layers: readonly LayerOutput[];
  /** [seqLen, hiddenSize] */
  readonly lastHiddenState: FloatTensor;
}

/**
 * lastHiddenState = layer_(L-1)( ... layer_0( embeddings(inputIds, tokenTypeIds) ) )
 *
 * [seqLen] -> [seqLen, hiddenSize], with everything in between kept. Inputs and results are
 * float32, sums are float64. A change is shown the numbers of every site as they are computed, and the pass goes on with
 * those that it gives.
 *
 * Devlin et al. 2018, "BERT"; Hugging Face's `BertModel`.
 * @throws Error when an id, a length or the head mask does not fit the model.
 */
export function bert(
  config: BertConfig,
  weights: BertWeights,
  input: BertInput,
  change: Change = unchanged,
): BertOutput {
  const embedded = embeddings(config, weights.embeddings, input, change);
  const layers = [...encoder(config, weights.layers, embedded.hiddenStates, input.headMask, change)];
  const hiddenStates = [embedded, ...layers].map((step) => step.hiddenStates);
  return { embeddings: embedded, hiddenStates, layers, lastHiddenState: hiddenStates[layers.length] };
}
