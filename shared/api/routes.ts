import type { z } from 'zod';
import type { Bert } from '../model/bert.ts';
import type { Answer, PassingAnswer } from './answer/tensor-answer.ts';
import { answerAttention } from './attention/answer.ts';
import { attentionBatch } from './attention/batch.ts';
import { attentionBatchRequest, attentionRequest } from './attention/contract.ts';
import { attentionResponse } from './attention/response-contract.ts';
import { answerBatch } from './batch/answer.ts';
import { type BatchInput, listOf } from './batch/contract.ts';
import type { BatchKind, BatchRequest, TextPlan } from './batch/kind.ts';
import { answerEmbeddings } from './embeddings/answer.ts';
import { embeddingsRequest, embeddingsResponse } from './embeddings/contract.ts';
import { answerFillMask } from './fill-mask/answer.ts';
import { fillMaskBatch } from './fill-mask/batch.ts';
import { fillMaskBatchRequest, fillMaskRequest, fillMaskResponse } from './fill-mask/contract.ts';
import { json, type MediaType, ndjson, npy, safetensors } from './media-types.ts';
import { answerScoreAttribution } from './score-attribution/answer.ts';
import { scoreAttributionRequest, scoreAttributionResponse } from './score-attribution/contract.ts';
import { bertBase, type ModelId, miniLm } from './served-models.ts';
import { answerSimilarity } from './similarity/answer.ts';
import { similarityRequest, similarityResponse } from './similarity/contract.ts';
import { answerSweep } from './sweep/answer.ts';
import { sweepRequest, sweepResponse } from './sweep/contract.ts';
import { answerTokenize } from './tokenize/answer.ts';
import { tokenizeRequest, tokenizeResponse } from './tokenize/contract.ts';
import { answerTrace } from './trace/answer.ts';
import { traceBatch } from './trace/batch.ts';
import { traceBatchRequest, traceRequest, traceResponse } from './trace/contract.ts';
import type { InTurn } from './turn.ts';

/**
 * A route that a model answers, by POST with a JSON body. The Worker serves it behind its queue; a browser tab answers
 * it at once.
 */
export interface Route<
  Path extends string = string,
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Media extends readonly [MediaType, ...MediaType[]] = readonly [MediaType, ...MediaType[]],
> {
  readonly path: Path;
  readonly request: Request;
  /** Schema of the answer's JSON. */
  readonly response: Response;
  /** The media types of the answer; the first is for a request without `Accept`. */
  readonly media: Media;
  /** How the route answers requests about many texts, which have `input`; absent where it does not. */
  readonly many?: Many;
  /** The model of a request that names none. */
  readonly model: ModelId;
  /** @throws ApiError naming what the request asks for and cannot have. */
  answer(bert: Bert, request: z.output<Request>, inTurn: InTurn, mediaType: MediaType): Promise<Answer>;
}

/** The same route for many texts. */
export interface Many {
  readonly request: z.ZodType<{ readonly input: BatchInput }>;
  readonly response: z.ZodType;
  readonly media: readonly [MediaType, ...MediaType[]];
  answer(
    bert: Bert,
    request: { readonly input: BatchInput },
    inTurn: InTurn,
    mediaType: MediaType,
  ): Promise<PassingAnswer>;
}

/** Keeps that a batch asks of each text what one request would. */
function many<One, Plan extends TextPlan>(
  kind: BatchKind<One, Plan>,
  request: z.ZodType<BatchRequest<One>>,
  response: z.ZodType,
  media: Many['media'],
): Many {
  return {
    request,
    response,
    media,
    answer: (bert, asked, inTurn, mediaType) => answerBatch(kind, bert, asked as BatchRequest<One>, inTurn, mediaType),
  };
}

/** Keeps the literal types of a route, from which the typed client and the handlers are made. */
function route<
  const Path extends string,
  Request extends z.ZodType,
  Response extends z.ZodType,
  const Media extends readonly [MediaType, ...MediaType[]],
>(described: Route<Path, Request, Response, Media>): Route<Path, Request, Response, Media> {
  return described;
}

/** The same of a route that also answers requests about many texts. */
function routeOfMany<
  const Path extends string,
  Request extends z.ZodType,
  Response extends z.ZodType,
  const Media extends readonly [MediaType, ...MediaType[]],
>(
  described: Route<Path, Request, Response, Media> & { readonly many: Many },
): Route<Path, Request, Response, Media> & { readonly many: Many } {
  return described;
}

const tensorForms = [json, safetensors, npy] as const;
const batchForms = [json, ndjson, safetensors] as const;

/** All routes that a model answers, in one table that the Worker, the model in the tab and the tests share. */
export const routes = {
  attention: routeOfMany({
    path: '/v1/attention',
    request: attentionRequest,
    response: attentionResponse,
    media: tensorForms,
    many: many(attentionBatch, attentionBatchRequest, listOf(attentionResponse, 'AttentionList'), batchForms),
    model: bertBase,
    answer: answerAttention,
  }),
  trace: routeOfMany({
    path: '/v1/trace',
    request: traceRequest,
    response: traceResponse,
    media: tensorForms,
    many: many(traceBatch, traceBatchRequest, listOf(traceResponse, 'TraceList'), batchForms),
    model: bertBase,
    answer: answerTrace,
  }),
  scoreAttribution: route({
    path: '/v1/score-attribution',
    request: scoreAttributionRequest,
    response: scoreAttributionResponse,
    media: [json, safetensors],
    model: bertBase,
    answer: answerScoreAttribution,
  }),
  fillMask: routeOfMany({
    path: '/v1/fill-mask',
    request: fillMaskRequest,
    response: fillMaskResponse,
    media: [json],
    many: many(fillMaskBatch, fillMaskBatchRequest, listOf(fillMaskResponse, 'FillMaskList'), [json, ndjson]),
    model: bertBase,
    answer: answerFillMask,
  }),
  sweep: route({
    path: '/v1/sweep',
    request: sweepRequest,
    response: sweepResponse,
    media: [json, ndjson],
    model: bertBase,
    answer: answerSweep,
  }),
  tokenize: route({
    path: '/v1/tokenize',
    request: tokenizeRequest,
    response: tokenizeResponse,
    media: [json],
    model: bertBase,
    answer: answerTokenize,
  }),
  embeddings: route({
    path: '/v1/embeddings',
    request: embeddingsRequest,
    response: embeddingsResponse,
    media: [json, safetensors],
    model: miniLm,
    answer: answerEmbeddings,
  }),
  similarity: route({
    path: '/v1/similarity',
    request: similarityRequest,
    response: similarityResponse,
    media: [json, safetensors],
    model: miniLm,
    answer: answerSimilarity,
  }),
} as const;
