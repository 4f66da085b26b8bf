import type { BertConfig } from '../../bert/config.ts';
import { type KernelFile, kernelInstructions } from '../../engine/kernel-choice.ts';
import type { ShardIndex } from '../../weights/weight-format.ts';
import type { ModelId } from '../model-ids.ts';
import type { ModelResponse } from './contract.ts';
import fidelity from './fidelity.json' with { type: 'json' };
import { servedLimits, servedRoutes } from './served-routes.ts';

type Card = Pick<ModelResponse, 'created' | 'owned_by' | 'license' | 'description' | 'fidelity'>;

/** Facts about the models that no weight file states. */
const cards: Readonly<Record<ModelId, Card>> = {
  'bert-base-uncased': {
    created: 1_540_944_000,
    owned_by: 'google',
    license: 'apache-2.0',
    description: 'BERT-base, uncased, with its masked-language-model head (Devlin et al., 2018).',
    fidelity: fidelity['bert-base-uncased'],
  },
  'all-MiniLM-L6-v2': {
    created: 1_630_281_600,
    owned_by: 'sentence-transformers',
    license: 'apache-2.0',
    description: 'A six-layer BERT trained for sentence vectors: mean pooled, unit length.',
    fidelity: fidelity['all-MiniLM-L6-v2'],
  },
};

/** What `/v1/models/{id}` answers. The file of the kernels is the one that the host runs. */
export function modelCard(id: ModelId, config: BertConfig, index: ShardIndex, kernels: KernelFile): ModelResponse {
  const { fidelity, ...card } = cards[id];
  return {
    id,
    object: 'model',
    ...card,
    ...servedRoutes(index),
    limits: servedLimits(id),
    kernels: { module: kernels, instructions: kernelInstructions[kernels], threads: 1 },
    geometry: geometry(config),
    weights: weights(index),
    fidelity,
  };
}

function geometry(config: BertConfig): ModelResponse['geometry'] {
  return {
    num_hidden_layers: config.numHiddenLayers,
    num_attention_heads: config.numAttentionHeads,
    hidden_size: config.hiddenSize,
    head_size: config.headSize,
    intermediate_size: config.intermediateSize,
    vocab_size: config.vocabSize,
    max_position_embeddings: config.maxPositionEmbeddings,
  };
}

function weights({ shards, tensors }: ShardIndex): ModelResponse['weights'] {
  const files = Object.entries(shards).map(([name, { bytes, sha256 }]) => ({ name, bytes, sha256 }));
  const formats: Record<string, number> = {};
  for (const { format } of Object.values(tensors)) formats[format] = (formats[format] ?? 0) + 1;
  return { bytes: files.reduce((sum, file) => sum + file.bytes, 0), formats, files };
}
