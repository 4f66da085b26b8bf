import { limits } from '../../shared/api/limits.ts';
import type { BertConfig } from '../../shared/bert/config.ts';

/** Sizes of bert-base-uncased, as its config.json has them. */
export const bertBaseSizes: BertConfig = {
  vocabSize: 30_522,
  hiddenSize: 768,
  numHiddenLayers: 12,
  numAttentionHeads: 12,
  headSize: 64,
  intermediateSize: 3072,
  maxPositionEmbeddings: limits.tokensPerText,
  typeVocabSize: 2,
  layerNormEps: 1e-12,
};
