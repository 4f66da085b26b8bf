import type { InferRequestType, InferResponseType } from 'hono/client';
import type { EmbeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import { json } from '../../shared/api/media-types.ts';
import { api } from './api-client.ts';
import { askModel, readAnswer, readJson, type Send } from './ask-model.ts';
import { countTokens } from './token-count.ts';

type FillMask = (typeof api.v1)['fill-mask'];
type FillMaskBody = InferRequestType<FillMask['$post']>['json'];
type FillMaskAnswer = InferResponseType<FillMask['$post'], 200>;
type SweepBody = InferRequestType<typeof api.v1.sweep.$post>['json'];
type TokenizeBody = InferRequestType<typeof api.v1.tokenize.$post>['json'];
type TokenizeAnswer = InferResponseType<typeof api.v1.tokenize.$post, 200>;

/**
 * Candidates for each `[MASK]` of a text, by `POST /v1/fill-mask`.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchFillMask(json: FillMaskBody, signal: AbortSignal): Promise<FillMaskAnswer> {
  await countTokens({ text: json.text ?? '', pair: json.text_pair ?? '' });
  return askForJson((options) => api.v1['fill-mask'].$post({ json }, options), signal);
}

/** The tokens of a text, by `POST /v1/tokenize`. @throws as `fetchFillMask` */
export function fetchTokens(json: TokenizeBody, signal: AbortSignal): Promise<TokenizeAnswer> {
  return askForJson((options) => api.v1.tokenize.$post({ json }, options), signal);
}

/** What each layer's heads do to words, one layer off at a time: [words][layers], by `POST /v1/sweep`. @throws as `fetchFillMask` */
export async function fetchLayerSweep(body: Omit<SweepBody, 'over'>, signal: AbortSignal): Promise<number[][]> {
  const send: Send = (options) => api.v1.sweep.$post({ json: { ...body, over: 'layers' } }, options);
  const answer = await askForJson<{ readonly log_probability: number[][] }>(send, signal);
  return answer.log_probability;
}

/**
 * Unit-length vectors of texts by all-MiniLM-L6-v2, in their order, by `POST /v1/embeddings`.
 * @throws as `fetchFillMask`
 */
export async function fetchSentenceVectors(input: string[], signal: AbortSignal): Promise<number[][]> {
  const send: Send = (options) => api.v1.embeddings.$post({ json: { input } }, options);
  const { data } = await askForJson<EmbeddingsResponse>(send, signal);
  return data.map(({ embedding }) => embedding as number[]);
}

async function askForJson<T>(send: Send, signal: AbortSignal): Promise<T> {
  const answer = await askModel(send, signal, { accept: json });
  return readAnswer(answer, (bytes) => readJson(bytes) as T);
}
