import { headMetricNames } from '../../analysis/head-metrics.ts';
import { wordsOf } from '../../analysis/word-merging.ts';
import type { Bert } from '../../model/bert.ts';
import {
  type AttentionOptions,
  attentionShape,
  perHead,
  type Reduction,
  readAttention,
} from '../../model/read-attention.ts';
import { bytesPerElement, elementCount } from '../../tensors/tensor.ts';
import { nestedJson, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';
import { inputIds, jsonLater, jsonObject, metadataOf, type TensorAnswer } from '../answer/tensor-answer.ts';
import { type ChangedRun, optionsOf, planChanges, withKept } from '../checks/changed-run.ts';
import { type Prompt, readPrompt } from '../checks/prompt.ts';
import { selection } from '../checks/selection.ts';
import { expectOneTensor, expectTensorFits, type Factor } from '../checks/tensor-limits.ts';
import { ApiError } from '../errors.ts';
import { dtypes, tensorDtype } from '../fields/tensor-fields.ts';
import { usageOf } from '../fields/text.ts';
import { listedBytes } from '../listed-bytes.ts';
import type { MediaType } from '../media-types.ts';
import type { InTurn } from '../turn.ts';
import type { AttentionRequest } from './contract.ts';

/** A request that can be answered, and everything its answer depends on. */
export interface AttentionPlan {
  readonly prompt: Prompt;
  readonly changes: ChangedRun;
  readonly options: AttentionOptions;
  /** Bytes to reserve for the answer. */
  readonly bytes: number;
}

/** What `/v1/attention` answers. @throws ApiError naming the field that asks for too much or for what is not there. */
export async function answerAttention(
  bert: Bert,
  request: AttentionRequest,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<TensorAnswer> {
  return answerPlan(bert, planAttention(bert, request, mediaType), inTurn);
}

/**
 * Does everything but the forward pass.
 * @throws ApiError naming the field that asks for too much or for what is not there.
 */
export function planAttention(bert: Bert, request: AttentionRequest, mediaType: MediaType): AttentionPlan {
  expectDtype(request);
  expectOneTensor(
    mediaType,
    (['metrics', 'words'] as const).filter((field) => request[field]),
  );
  const prompt = readPrompt(bert, request);
  const changes = planChanges(bert, request, prompt.tokens);
  const options = attentionOptions(bert, request, prompt);
  const bytes = withKept(expectFits(options, prompt.tokens, request, mediaType), changes);
  return { prompt, changes, options, bytes };
}

/** The answer to a request that `planAttention` accepted. */
export async function answerPlan(bert: Bert, plan: AttentionPlan, inTurn: InTurn): Promise<TensorAnswer> {
  const { prompt, changes, options, bytes } = plan;
  const { tokens, truncated } = prompt;
  const { layers, heads, words } = options;
  const size = { bytes, tokens: tokens.length + changes.sourceTokens };
  const { attentions, metrics } = await inTurn(size, async (space) =>
    readAttention(bert, { tokens, ...(await optionsOf(bert, changes)) }, options, space),
  );
  const fields = { object: 'attention', model: bert.id, tokens, ...(words && { words }), layers, heads };
  return attentionAnswer(fields, options.reduce, attentions, metrics, truncated);
}

/**
 * A function of its own, so that its closures keep only what the answer says, not the request, while the answer waits
 * for its client.
 */
function attentionAnswer(
  before: { readonly tokens: readonly Token[] },
  reduce: Reduction,
  attentions: TensorPieces,
  metrics: Readonly<Record<string, TensorPieces>> | undefined,
  truncated: boolean,
): TensorAnswer {
  const { tokens } = before;
  const after = { truncated, usage: usageOf(tokens.length) };
  return {
    tensors: { attentions, ...named('metrics', metrics ?? {}), input_ids: inputIds(tokens) },
    main: attentions,
    metadata: metadataOf({ ...before, reduce, ...after }),
    json: jsonLater({ ...before, reduce, shape: attentions.shape }, () => numbersJson(attentions, metrics), after),
  };
}

function numbersJson(attentions: TensorPieces, metrics: Readonly<Record<string, TensorPieces>> | undefined) {
  const weights = { attentions: nestedJson(attentions) };
  return metrics ? { ...weights, metrics: jsonObject(nestedNumbersOf(metrics)) } : weights;
}

/** Adds a prefix to names: `entropy` is `metrics.entropy` in a file of many tensors. */
function named(prefix: string, tensors: Readonly<Record<string, TensorPieces>>): Record<string, TensorPieces> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}.${name}`, tensor]));
}

function nestedNumbersOf(tensors: Readonly<Record<string, TensorPieces>>): Record<string, Iterable<string>> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, nestedJson(tensor)]));
}

function attentionOptions(bert: Bert, request: AttentionRequest, prompt: Prompt): AttentionOptions {
  return {
    layers: selection('layers', request.layers, bert.config.numHiddenLayers),
    heads: selection('heads', request.heads, bert.config.numAttentionHeads),
    reduce: request.reduce,
    words: request.words ? wordsOf(prompt.tokens, prompt.text, prompt.textPair) : undefined,
    dtype: tensorDtype[request.dtype],
    metrics: request.metrics,
  };
}

function expectDtype({ reduce, dtype }: AttentionRequest): void {
  if (dtype !== 'u8' || inBytes(reduce)) return;
  const message = `dtype: expected f32 or f16 with "reduce": "${reduce}", found u8.`;
  throw new ApiError('invalid_value', message, { param: 'dtype' });
}

/**
 * Whether u8 can hold these numbers: they are from 0 to 1, and nothing is computed from them that would multiply the
 * rounding error.
 */
function inBytes(reduce: Reduction): boolean {
  return reduce === 'none' || reduce === 'mean' || reduce === 'max';
}

function expectFits(
  { layers, heads, reduce, words, metrics }: AttentionOptions,
  tokens: readonly Token[],
  request: AttentionRequest,
  mediaType: MediaType,
): number {
  const headsFactor: Factor[] = perHead(reduce) ? [{ field: 'heads', count: heads.length }] : [];
  const dtypesAllowed = inBytes(reduce) ? dtypes : dtypes.filter((dtype) => dtype !== 'u8');
  const elements = elementCount(attentionShape({ layers, heads, reduce, words }, tokens.length));
  const metricBytes = metrics ? headMetricNames.length * layers.length * heads.length * bytesPerElement.F32 : 0;
  const besides = listedBytes(tokens, words) + metricBytes;
  return expectTensorFits({ elements, dtype: request.dtype, mediaType, dtypesAllowed, besides }, [
    { field: 'layers', count: layers.length },
    ...headsFactor,
  ]);
}
