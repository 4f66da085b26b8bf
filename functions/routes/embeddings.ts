import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonBody, matricesAnswer, tags, vectorsFile } from '../route-contract.ts';

const { path, model, request, response } = routes.embeddings;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createEmbeddings',
  tags: [tags.tasks.name],
  summary: "Sentence vectors, by OpenAI's contract",
  description:
    "Mean-pooled vectors of unit length. OpenAI's clients work as they are; fields they add are ignored. " +
    'Other poolings, other layers, every token, or the spans of a text that is read whole on request: such lists of vectors hold at most 8 MiB, 2 MiB of it as JSON numbers.',
  middleware: toSibling(model),
  request: jsonBody(request, { input: ['The cat sat.', 'A dog ran.'], dimensions: 4 }),
  responses: {
    200: matricesAnswer(response, 'Vectors, in the order asked.', 'createEmbeddings', vectorsFile),
    ...bodyErrors,
  },
});

/** For clients whose base address lacks /v1. */
const alias = createRoute({
  ...route,
  path: '/embeddings',
  operationId: 'createEmbeddingsAlias',
  summary: 'The same as /v1/embeddings',
  description: 'For clients that were given a base address without /v1.',
});

export const embeddings = new OpenAPIHono<AppEnv>()
  .openapi(route, (context): Promise<Response> => respond(context, routes.embeddings, context.req.valid('json')))
  .openapi(alias, (context): Promise<Response> => respond(context, routes.embeddings, context.req.valid('json')));
