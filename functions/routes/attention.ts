import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  type AttentionRequest,
  attentionQuery,
  attentionRequest,
  attentionResponse,
} from '../../shared/api/attention.ts';
import { answerAttention } from '../../shared/api/attention-answer.ts';
import { json, negotiate, npy, safetensors } from '../../shared/api/media-types.ts';
import { bertBase } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { bodyErrors, errors, jsonBody, tags, tensorAnswer } from '../route-contract.ts';
import { tensorResponse } from '../tensor-response.ts';

const answer = tensorAnswer(attentionResponse, 'Attention probabilities, each row summing to 1.');

const post = createRoute({
  method: 'post',
  path: '/v1/attention',
  operationId: 'createAttention',
  tags: [tags.inside.name],
  summary: 'Attention of every layer and head',
  description:
    'Where every token looks, in any layers and heads, as numbers or reduced. All 144 heads of a sentence are one request. ' +
    'Answers hold at most 8 MiB of tensor, 2 MiB of it as JSON.',
  middleware: toSibling(bertBase),
  request: jsonBody(attentionRequest),
  responses: { 200: answer, ...bodyErrors },
});

const get = createRoute({
  method: 'get',
  path: '/v1/attention',
  operationId: 'getAttention',
  tags: [tags.inside.name],
  summary: 'Attention by a link',
  description: 'The same for a short text, as a link that can be kept; the answer may be cached for an hour.',
  middleware: [cacheFor(3600), toSibling(bertBase)],
  request: { query: attentionQuery },
  responses: { 200: answer, ...errors },
});

export const attention = new OpenAPIHono<AppEnv>()
  .openapi(post, (context) => respond(context, context.req.valid('json')))
  .openapi(get, (context) => respond(context, context.req.valid('query')));

async function respond(context: Context<AppEnv>, request: AttentionRequest): Promise<Response> {
  const mediaType = negotiate(context.req.header('accept'), [json, safetensors, npy]);
  return tensorResponse(context, mediaType, (bert, inTurn) => answerAttention(bert, request, mediaType, inTurn));
}
