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
import { withBert } from '../models.ts';
import { bodyErrors, errors, jsonBody, tensorAnswer } from '../route-contract.ts';
import { tensorResponse, tensorTag } from '../tensor-response.ts';

const answered = tensorAnswer(attentionResponse, 'Attention probabilities, each row summing to 1.');

const post = createRoute({
  method: 'post',
  path: '/v1/attention',
  summary: 'Attention of every layer and head',
  middleware: toSibling(bertBase),
  request: jsonBody(attentionRequest),
  responses: { 200: answered, ...bodyErrors },
});

const get = createRoute({
  method: 'get',
  path: '/v1/attention',
  summary: 'The same for a short text, with a link that can be kept and cached',
  middleware: [cacheFor(3600), toSibling(bertBase)],
  request: { query: attentionQuery },
  responses: { 200: answered, ...errors },
});

export const attention = new OpenAPIHono<AppEnv>()
  .openapi(post, async (context) => {
    const { mediaType, answer } = await answerFor(context, context.req.valid('json'));
    return tensorResponse(mediaType, answer);
  })
  .openapi(get, async (context) => {
    const { mediaType, answer } = await answerFor(context, context.req.valid('query'));
    return tensorResponse(mediaType, answer, { etag: await tensorTag(mediaType, answer) });
  });

async function answerFor(context: Context<AppEnv>, request: AttentionRequest) {
  const mediaType = negotiate(context.req.header('accept'), [json, safetensors, npy]);
  return { mediaType, answer: await withBert(context, async (bert) => answerAttention(bert, request, mediaType)) };
}
