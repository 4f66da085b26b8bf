import type { z } from 'zod';
import type { Bert } from '../model/bert.ts';
import type { Answer } from './answer/tensor-answer.ts';
import { answerAttention } from './attention/answer.ts';
import { attentionRequest } from './attention/contract.ts';
import { attentionResponse } from './attention/response-contract.ts';
import { answerEmbeddings } from './embeddings/answer.ts';
import { embeddingsRequest, embeddingsResponse } from './embeddings/contract.ts';
import { answerFillMask } from './fill-mask/answer.ts';
import { fillMaskRequest, fillMaskResponse } from './fill-mask/contract.ts';
import { json, type MediaType, ndjson, npy, safetensors } from './media-types.ts';
import { bertBase, type ModelId, miniLm } from './model-ids.ts';
import { answerScoreAttribution } from './score-attribution/answer.ts';
import { scoreAttributionRequest, scoreAttributionResponse } from './score-attribution/contract.ts';
import { answerSweep } from './sweep/answer.ts';
import { sweepRequest, sweepResponse } from './sweep/contract.ts';
import { answerTokenize } from './tokenize/answer.ts';
import { tokenizeRequest, tokenizeResponse } from './tokenize/contract.ts';
import { answerTrace } from './trace/answer.ts';
import { traceRequest, traceResponse } from './trace/contract.ts';
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
  /** The model of a request that names none. */
  readonly model: ModelId;
  /** @throws ApiError naming what the request asks for and cannot have. */
  answer(bert: Bert, request: z.output<Request>, inTurn: InTurn, mediaType: MediaType): Promise<Answer>;
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

const tensorForms = [json, safetensors, npy] as const;

/** All routes that a model answers, in one table that the Worker, the model in the tab and the tests share. */
export const routes = {
  attention: route({
    path: '/v1/attention',
    request: attentionRequest,
    response: attentionResponse,
    media: tensorForms,
    model: bertBase,
    answer: answerAttention,
  }),
  trace: route({
    path: '/v1/trace',
    request: traceRequest,
    response: traceResponse,
    media: tensorForms,
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
  fillMask: route({
    path: '/v1/fill-mask',
    request: fillMaskRequest,
    response: fillMaskResponse,
    media: [json],
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
    media: [json],
    model: miniLm,
    answer: answerEmbeddings,
  }),
} as const;
