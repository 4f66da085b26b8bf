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
import { readPrompts } from '../../shared/api/prompt.ts';
import { usageOf } from '../../shared/api/text.ts';
import { base64Vector, shortenVector } from '../../shared/model/sentence-vector.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { residentModel, withBert } from '../models.ts';
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
  const texts = typeof request.input === 'string' ? [request.input] : request.input;
  const { vectors, tokens } = await withBert(context, async (bert) => {
    const dimensions = expectDimensions(request.dimensions, bert.config.hiddenSize);
    const prompts = readPrompts(bert, texts, request.truncate);
    const tokens = prompts.reduce((sum, prompt) => sum + prompt.tokens.length, 0);
    expectRequestTokens(residentModel(context.env), tokens);
    const vectors = await bert.embed(prompts.map(({ text }) => text));
    return { vectors: vectors.map((vector) => shortenVector(vector, dimensions)), tokens };
  });
  const encode = request.encoding_format === 'base64' ? base64Vector : (vector: Float32Array) => [...vector];
  const data = vectors.map((vector, index) => ({ object: 'embedding' as const, index, embedding: encode(vector) }));
  return { object: 'list', data, model: residentModel(context.env), usage: usageOf(tokens) };
}
