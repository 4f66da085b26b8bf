import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { batchAnswer, bodyErrors, jsonBody, oneOrMany, orMany, tags } from '../route-contract.ts';

const { path, model, request, response, many } = routes.fillMask;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createFillMask',
  tags: [tags.tasks.name],
  summary: 'Predict the words behind [MASK]',
  description:
    'The most probable entries of the vocabulary for every blank, or the probabilities of those you name. ' +
    'Tokens can be blanked and heads knocked out. With `input` instead of `text` the request is about up to 256 texts. BERT-base only.',
  middleware: toSibling(model),
  request: jsonBody(oneOrMany(request, many.request), { text: 'Paris is the [MASK] of France.', top_k: 3 }),
  responses: {
    200: batchAnswer(orMany(response, many.response), 'Candidates for each [MASK], best first.', 'createFillMask'),
    ...bodyErrors,
  },
});

export const fillMask = new OpenAPIHono<AppEnv>().openapi(route, (context) =>
  respond(context, routes.fillMask, context.req.valid('json')),
);
