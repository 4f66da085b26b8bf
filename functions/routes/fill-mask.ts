import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const { path, model, request, response } = routes.fillMask;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createFillMask',
  tags: [tags.tasks.name],
  summary: 'Predict the words behind [MASK]',
  description:
    'The most probable entries of the vocabulary for every blank, or the probabilities of those you name. ' +
    'Tokens can be blanked and heads knocked out. BERT-base only.',
  middleware: toSibling(model),
  request: jsonBody(request, { text: 'Paris is the [MASK] of France.', top_k: 3 }),
  responses: {
    200: jsonAnswer(response, 'Candidates for each [MASK], best first.', 'createFillMask'),
    ...bodyErrors,
  },
});

export const fillMask = new OpenAPIHono<AppEnv>().openapi(route, (context) =>
  respond(context, routes.fillMask, context.req.valid('json')),
);
