import type { TokenRange } from '../../analysis/pooling.ts';
import type { Bert } from '../../model/bert.ts';
import { nameIn, type Prompts, readTexts } from '../checks/prompt.ts';
import { expectIndex } from '../checks/selection.ts';
import { expectTensorFits } from '../checks/tensor-limits.ts';
import { ApiError } from '../errors.ts';
import { expectModel } from '../expect-model.ts';
import { listOfTexts } from '../fields/text-list.ts';
import { expectDimensions, expectRequestTokens } from '../limits.ts';
import { type MediaType, safetensors } from '../media-types.ts';
import type { EmbeddingsRequest } from './contract.ts';
import { expectSpansOfAll, spanRanges } from './spans.ts';

/** What an embeddings request asks of a model, checked against it. */
export interface EmbeddingsPlan {
  readonly prompts: Prompts;
  /** Index of the hidden states that are pooled: numHiddenLayers is the encoder's output. */
  readonly layer: number;
  readonly pooling: EmbeddingsRequest['pooling'];
  readonly normalize: boolean;
  /** Numbers of each vector. */
  readonly size: number;
  /** [texts][spans]: one vector each, instead of one a text. */
  readonly spans: readonly (readonly TokenRange[])[] | undefined;
}

/** The fields that say which vectors are asked for. */
export type EmbeddingsOptions = Pick<EmbeddingsRequest, 'input' | 'truncate'> &
  Partial<Pick<EmbeddingsRequest, 'pooling' | 'dimensions' | 'layer' | 'normalize' | 'spans'>>;

/** What the tensor of a text takes besides its numbers, counted in numbers: names and places in a file. */
const tensorHeader = 64;

/**
 * @param param the field that holds the texts
 * @param nameOf the path of each text
 * @throws ApiError naming the field that asks for what the model or the text has not, or for too much.
 */
export function planEmbeddings(
  bert: Bert,
  options: EmbeddingsOptions,
  param = 'input',
  nameOf = nameIn(param),
): EmbeddingsPlan {
  const { config } = bert;
  const { pooling = 'mean', spans } = options;
  const texts = listOfTexts(options.input);
  const size = expectDimensions(options.dimensions, config.hiddenSize);
  const layer = expectIndex('layer', options.layer ?? config.numHiddenLayers, config.numHiddenLayers + 1);
  if (spans !== undefined) expectPooledSpans(pooling);
  if (pooling === 'pooler') expectPooler(bert, layer);
  if (spans !== undefined) expectSpansOfAll(spans, texts.length);
  const ranges: TokenRange[][] = [];
  const prompts = readTexts(bert, texts, options.truncate, nameOf, (tokens, index) => {
    if (spans !== undefined) ranges.push(spanRanges(spans[index] ?? [], tokens, `spans[${index}]`));
  });
  expectRequestTokens(expectModel(bert.id), prompts.tokens, param);
  const normalize = options.normalize ?? pooling !== 'none';
  return { prompts, layer, pooling, normalize, size, spans: spans && ranges };
}

/** How many vectors each text has: one, one a span, or one a token. */
export function vectorCounts({ prompts, pooling, spans }: EmbeddingsPlan): number[] {
  return prompts.inputIds.map(({ length }, text) => spans?.[text]?.length ?? (pooling === 'none' ? length : 1));
}

/** Whether a text has a list of vectors instead of one. */
export function hasLists({ pooling, spans }: Pick<EmbeddingsPlan, 'pooling' | 'spans'>): boolean {
  return pooling === 'none' || spans !== undefined;
}

/**
 * The bytes of all vectors. Lists of vectors are held to the limits of all tensors; one vector a text to that of texts.
 * @param form safetensors for base64 too, which costs as little to write
 * @throws ApiError 413 naming what would fit.
 */
export function expectVectorsFit(plan: EmbeddingsPlan, form: MediaType, param = 'input'): number {
  const counts = vectorCounts(plan);
  if (!hasLists(plan)) return 4 * counts.length * plan.size;
  // The ids of each text stand beside its vectors.
  const each = plan.prompts.inputIds.map(({ length }, text) => counts[text] * plan.size + length + tensorHeader);
  const elements = each.reduce((sum, count) => sum + count, 0);
  const factors = [{ field: param, count: each.length, elements: each }];
  return expectTensorFits({ elements, dtype: 'f32', mediaType: form, dtypesAllowed: [] }, factors);
}

/** The media type whose limits hold for base64 in JSON. */
export const base64Form = safetensors;

/** The pooler reads the last hidden states of the model that it was trained with. */
function expectPooler({ id, config, outputNames }: Bert, layer: number): void {
  if (!outputNames.includes('pooler_output')) {
    const message = `pooling: expected mean, cls, max or none of ${id}, which has no pooler, found pooler. Leave it out, or ask bert-base-uncased.`;
    throw new ApiError('invalid_value', message, { param: 'pooling' });
  }
  if (layer === config.numHiddenLayers) return;
  const message = `layer: expected ${config.numHiddenLayers} beside the pooler, which reads the last hidden states, found ${layer}. Leave it out.`;
  throw new ApiError('invalid_value', message, { param: 'layer' });
}

function expectPooledSpans(pooling: EmbeddingsPlan['pooling']): void {
  if (pooling === 'mean' || pooling === 'max') return;
  const message = `pooling: expected mean or max beside spans, found ${pooling}. Leave one of the two out.`;
  throw new ApiError('invalid_value', message, { param: 'pooling' });
}
