import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { answerEmbeddings } from '../../shared/api/embeddings/answer.ts';
import {
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  embeddingsRequest,
  embeddingsResponse,
} from '../../shared/api/embeddings/contract.ts';
import { json, negotiate } from '../../shared/api/media-types.ts';
import { miniLm } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { jsonInParts } from '../reserved-answer.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/embeddings',
  operationId: 'createEmbeddings',
  tags: [tags.tasks.name],
  summary: "Sentence vectors, by OpenAI's contract",
  description: "Mean-pooled vectors of unit length. OpenAI's clients work as they are; fields they add are ignored.",
  middleware: toSibling(miniLm),
  request: jsonBody(embeddingsRequest, { input: ['The cat sat.', 'A dog ran.'], dimensions: 4 }),
  responses: {
    200: jsonAnswer(embeddingsResponse, 'Unit-length vectors, in the order asked.', 'createEmbeddings'),
    ...bodyErrors,
  },
});

/** Clients that were given a base address without /v1 ask here. */
const alias = createRoute({
  ...route,
  path: '/embeddings',
  operationId: 'createEmbeddingsAlias',
  summary: 'The same as /v1/embeddings',
  description: 'For clients that were given a base address without /v1.',
});

export const embeddings = new OpenAPIHono<AppEnv>()
  .openapi(route, (context) => respond(context, context.req.valid('json')))
  .openapi(alias, (context) => respond(context, context.req.valid('json')));

function respond(context: Context<AppEnv>, request: EmbeddingsRequest) {
  negotiate(context.req.header('accept'), [json]);
  return jsonInParts<EmbeddingsResponse>(context, (bert, inTurn) => answerEmbeddings(bert, request, inTurn));
}
