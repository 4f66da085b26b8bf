import { describe, expect, it } from 'vitest';
import { parseBertConfig } from '../../../shared/bert/config.ts';

const json = {
  model_type: 'bert',
  vocab_size: 128,
  hidden_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  intermediate_size: 128,
  max_position_embeddings: 64,
  type_vocab_size: 2,
  hidden_act: 'gelu',
};

describe('parseBertConfig', () => {
  it('reads the geometry, works out headSize, and takes 1e-12 for an absent layer_norm_eps', () => {
    expect(parseBertConfig(json)).toEqual({
      vocabSize: 128,
      hiddenSize: 64,
      numHiddenLayers: 2,
      numAttentionHeads: 4,
      headSize: 16,
      intermediateSize: 128,
      maxPositionEmbeddings: 64,
      typeVocabSize: 2,
      layerNormEps: 1e-12,
    });
  });

  it.each([
    ['another model', { model_type: 'roberta' }, 'expected model_type "bert", found "roberta"'],
    ['a model without a type', { model_type: undefined }, 'expected model_type "bert"'],
    ['another activation', { hidden_act: 'relu' }, 'expected hidden_act "gelu", found "relu"'],
    ['relative positions', { position_embedding_type: 'relative_key' }, 'position_embedding_type "absolute"'],
    ['a missing size', { hidden_size: undefined }, 'expected hidden_size to be a positive integer'],
    [
      'a fraction of a layer',
      { num_hidden_layers: 1.5 },
      'expected num_hidden_layers to be a positive integer, found 1.5',
    ],
    ['heads that do not fit', { num_attention_heads: 5 }, 'a multiple of num_attention_heads, found 64 and 5'],
    ['an eps of 0', { layer_norm_eps: 0 }, 'expected layer_norm_eps between 0 and 1, found 0'],
  ])('refuses %s, naming the field', (_, change, message) => {
    expect(() => parseBertConfig({ ...json, ...change })).toThrow(message);
  });

  it.each([null, 'bert', 5])('refuses %j in place of an object', (content) => {
    expect(() => parseBertConfig(content)).toThrow('config.json: expected an object');
  });
});
