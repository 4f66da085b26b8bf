import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  type EmbeddingsRequest,
  type EmbeddingsResponse,
  embeddingsRequest,
  embeddingsResponse,
} from '../../shared/api/embeddings.ts';
import { expectDimensions, expectRequestTokens } from '../../shared/api/limits.ts';
import { json, negotiate } from '../../shared/api/media-types.ts';
import { miniLm } from '../../shared/api/model-ids.ts';
import { readTexts } from '../../shared/api/prompt.ts';
import { usageOf } from '../../shared/api/text.ts';
import { base64Vector, shortenVector } from '../../shared/model/sentence-vector.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { inTurn, residentBert, residentModel } from '../models.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/embeddings',
  operationId: 'createEmbeddings',
  tags: [tags.tasks.name],
  summary: "Sentence vectors, by OpenAI's contract",
  description: "Mean-pooled vectors of unit length. OpenAI's clients work as they are; fields they add are ignored.",
  middleware: toSibling(miniLm),
  request: jsonBody(embeddingsRequest),
  responses: { 200: jsonAnswer(embeddingsResponse, 'Unit-length vectors, in the order asked.'), ...bodyErrors },
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
  .openapi(route, async (context) => {
    return context.json(await embed(context, context.req.valid('json')), 200);
  })
  .openapi(alias, async (context) => {
    return context.json(await embed(context, context.req.valid('json')), 200);
  });

async function embed(context: Context<AppEnv>, request: EmbeddingsRequest): Promise<EmbeddingsResponse> {
  negotiate(context.req.header('accept'), [json]);
  const asked = typeof request.input === 'string' ? [request.input] : request.input;
  const bert = await residentBert(context);
  const dimensions = expectDimensions(request.dimensions, bert.config.hiddenSize);
  const { texts, tokens } = readTexts(bert, asked, request.truncate);
  expectRequestTokens(residentModel(context.env), tokens);
  const vectors = await inTurn(context, async () => {
    const whole = await bert.embed(texts);
    return whole.map((vector) => shortenVector(vector, dimensions));
  });
  const encode = request.encoding_format === 'base64' ? base64Vector : (vector: Float32Array) => [...vector];
  const data = vectors.map((vector, index) => ({ object: 'embedding' as const, index, embedding: encode(vector) }));
  return { object: 'list', data, model: residentModel(context.env), usage: usageOf(tokens) };
}
