import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonBody, matricesAnswer, tags } from '../route-contract.ts';

const { path, model, request, response } = routes.scoreAttribution;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createScoreAttribution',
  tags: [tags.inside.name],
  summary: 'Why a token looks at another',
  description:
    'One attention score, split exactly by the sources of its query and of its key: word, position, token type, every earlier head and feed-forward network, biases. ' +
    'Every source is linear once the divisors of LayerNorm are held at their values, so the terms add up to the score.',
  middleware: toSibling(model),
  request: jsonBody(request, { text: 'The cat sat.', layer: 0, head: 3, from: 3, to: 2 }),
  responses: {
    200: matricesAnswer(response, 'The score and its terms.', 'createScoreAttribution'),
    ...bodyErrors,
  },
});

export const scoreAttribution = new OpenAPIHono<AppEnv>().openapi(
  route,
  (context): Promise<Response> => respond(context, routes.scoreAttribution, context.req.valid('json')),
);
