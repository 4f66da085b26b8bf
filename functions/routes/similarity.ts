import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonBody, matricesAnswer, similaritiesFile, tags } from '../route-contract.ts';

const { path, model, request, response } = routes.similarity;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createSimilarity',
  tags: [tags.tasks.name],
  summary: 'How alike texts are, and by which tokens',
  description:
    'Cosines of sentence vectors: of one list with itself, of two lists, or of pairs. For one pair also the cosine of each token with each, ' +
    'and what each pair of tokens adds to the similarity: a mean is linear, so the parts add up to it exactly.',
  middleware: toSibling(model),
  request: jsonBody(request, { pairs: [['A bank.', 'Money.']], tokens: true }),
  responses: {
    200: matricesAnswer(response, 'The similarities.', 'createSimilarity', similaritiesFile),
    ...bodyErrors,
  },
});

export const similarity = new OpenAPIHono<AppEnv>().openapi(
  route,
  (context): Promise<Response> => respond(context, routes.similarity, context.req.valid('json')),
);
