import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import type { Affine } from '../../shared/bert/linear.ts';
import type { BertWeights, LayerWeights } from '../../shared/bert/weights.ts';

/** The linear maps of a layer, in the order of a pass. */
export const kinds = ['query', 'key', 'value', 'attentionOutput', 'intermediate', 'output'] as const;
export type Kind = 'embeddings' | (typeof kinds)[number];

/**
 * mixed = fp32 + share(kind, layer) (stored - fp32)
 *
 * of every matrix: 0 leaves it as it was trained, 1 takes it as it is served. The layer of the embeddings is -1; vectors,
 * which are stored as float32, and what comes after the last layer are fp32's.
 */
export function mixedWeights(
  fp32: BertWeights,
  stored: BertWeights,
  share: (kind: Kind, layer: number) => number,
): BertWeights {
  const ofEmbeddings = (name: 'word' | 'position' | 'tokenType') =>
    mixed(fp32.embeddings[name], stored.embeddings[name], share('embeddings', -1));
  return {
    ...fp32,
    embeddings: {
      ...fp32.embeddings,
      word: ofEmbeddings('word'),
      position: ofEmbeddings('position'),
      tokenType: ofEmbeddings('tokenType'),
    },
    layers: fp32.layers.map((layer, l) => mixedLayer(layer, stored.layers[l]!, (kind) => share(kind, l))),
  };
}

function mixedLayer(fp32: LayerWeights, stored: LayerWeights, share: (kind: Kind) => number): LayerWeights {
  const map = (kind: (typeof kinds)[number]): Affine => ({
    weight: mixed(fp32[kind].weight, stored[kind].weight, share(kind)),
    bias: fp32[kind].bias,
  });
  return {
    ...fp32,
    query: map('query'),
    key: map('key'),
    value: map('value'),
    attentionOutput: map('attentionOutput'),
    intermediate: map('intermediate'),
    output: map('output'),
  };
}

/** The very tensors at 0 and 1: most are, and need no room of their own. */
function mixed(fp32: FloatTensor, stored: FloatTensor, share: number): FloatTensor {
  if (share === 0) return fp32;
  if (share === 1) return stored;
  return { shape: fp32.shape, data: fp32.data.map((value, i) => value + share * (stored.data[i]! - value)) };
}
