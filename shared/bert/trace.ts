import type { BertOutput } from './bert.ts';
import type { BertConfig } from './config.ts';
import type { Embeddings } from './embeddings.ts';
import type { LayerOutput } from './encoder.ts';
import type { FloatTensor } from './float-tensor.ts';

/** Trace name of each embedding tensor. */
export const embeddingTraceNames = {
  'embeddings.word': 'word',
  'embeddings.position': 'position',
  'embeddings.token_type': 'tokenType',
  'embeddings.sum': 'sum',
} as const satisfies Record<string, keyof Embeddings>;

/** Trace name of each tensor of a layer, to be followed by `.` and the layer, from 0. */
export const layerTraceNames = {
  query: 'query',
  key: 'key',
  value: 'value',
  attention_scores: 'attentionScores',
  attentions: 'attentionProbs',
  context: 'context',
  attention_output: 'attentionOutput',
  attention_block: 'attentionBlock',
  intermediate: 'intermediate',
  feed_forward_output: 'feedForwardOutput',
} as const satisfies Record<string, keyof LayerOutput>;

/** All names that `trace` gives for a model of this geometry, in the order in which they are computed. */
export function traceNames({ numHiddenLayers }: BertConfig): string[] {
  const layers = Array.from({ length: numHiddenLayers }, (_, l) => [
    ...Object.keys(layerTraceNames).map((name) => `${name}.${l}`),
    `hidden_states.${l + 1}`,
  ]);
  return [...Object.keys(embeddingTraceNames), 'hidden_states.0', ...layers.flat(), 'last_hidden_state'];
}

/**
 * Every intermediate by its trace name: `embeddings.word`, `hidden_states.0`, `query.3`, ..., `last_hidden_state`.
 *
 * `logits` and `transformed_value.{l}` are not among them: they are computed only for the rows or
 * layers asked for.
 */
export function trace(output: BertOutput): Record<string, FloatTensor> {
  const tensors: Record<string, FloatTensor> = {};
  for (const [name, field] of Object.entries(embeddingTraceNames)) tensors[name] = output.embeddings[field];
  tensors['hidden_states.0'] = output.embeddings.hiddenStates;
  for (const [l, layer] of output.layers.entries()) {
    for (const [name, field] of Object.entries(layerTraceNames)) tensors[`${name}.${l}`] = layer[field];
    tensors[`hidden_states.${l + 1}`] = layer.hiddenStates;
  }
  tensors.last_hidden_state = output.lastHiddenState;
  return tensors;
}
