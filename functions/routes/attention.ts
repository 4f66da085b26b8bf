import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { answerAttention, answerPlan, planAttention } from '../../shared/api/attention/answer.ts';
import { attentionQuery, attentionRequest, attentionResponse } from '../../shared/api/attention/contract.ts';
import { json, type MediaType, negotiate, npy, safetensors } from '../../shared/api/media-types.ts';
import { bertBase } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { bodyErrors, errors, jsonBody, keptTensorAnswer, notModified, tags, tensorAnswer } from '../route-contract.ts';
import { taggedTensorResponse, tensorResponse } from '../tensor-response.ts';

const meaning = 'Attention probabilities, each row summing to 1.';
const keptSeconds = 3600;

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
  request: jsonBody(attentionRequest, { text: 'The cat sat.', layers: [3], heads: [10] }),
  responses: { 200: tensorAnswer(attentionResponse, meaning, 'createAttention'), ...bodyErrors },
});

const get = createRoute({
  method: 'get',
  path: '/v1/attention',
  operationId: 'getAttention',
  tags: [tags.inside.name],
  summary: 'Attention by a link',
  description:
    'The same for a short text, as a link that can be kept; the answer may be cached for an hour. ' +
    'Lists have commas or repeat their field: `layers=0,3`, `layers=0&layers=3`. A field without a value is an absent one. ' +
    'HEAD and a GET whose `If-None-Match` still holds cost no pass through the model.',
  middleware: [cacheFor(keptSeconds), toSibling(bertBase)],
  request: { query: attentionQuery },
  responses: {
    200: keptTensorAnswer(attentionResponse, meaning, 'getAttention', keptSeconds),
    ...notModified,
    ...errors,
  },
});

export const attention = new OpenAPIHono<AppEnv>()
  .openapi(post, async (context): Promise<Response> => {
    const request = context.req.valid('json');
    const mediaType = agreedType(context);
    return tensorResponse(context, mediaType, (bert, inTurn) => answerAttention(bert, request, mediaType, inTurn));
  })
  .openapi(get, async (context): Promise<Response> => {
    const request = context.req.valid('query');
    const mediaType = agreedType(context);
    return taggedTensorResponse(context, mediaType, (bert) => planAttention(bert, request, mediaType), answerPlan);
  });

function agreedType(context: Context<AppEnv>): MediaType {
  return negotiate(context.req.header('accept'), [json, safetensors, npy]);
}
