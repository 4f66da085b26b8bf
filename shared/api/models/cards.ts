import type { BertConfig } from '../../bert/config.ts';
import { type KernelFile, kernelInstructions } from '../../engine/kernel-choice.ts';
import type { ShardIndex } from '../../weights/weight-format.ts';
import { type ModelId, servedModels } from '../served-models.ts';
import type { ModelResponse } from './contract.ts';
import fidelity from './fidelity.json' with { type: 'json' };
import { servedLimits, servedRoutes } from './served-routes.ts';

/** What `/v1/models/{id}` answers. The file of the kernels is the one that the host runs. */
export function modelCard(id: ModelId, config: BertConfig, index: ShardIndex, kernels: KernelFile): ModelResponse {
  const { created, ownedBy, license, description } = servedModels[id];
  return {
    id,
    object: 'model',
    created,
    owned_by: ownedBy,
    license,
    description,
    ...servedRoutes(index),
    limits: servedLimits(id),
    kernels: { module: kernels, instructions: kernelInstructions[kernels], threads: 1 },
    geometry: geometry(config),
    weights: weights(index),
    fidelity: fidelity[id],
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
