import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonBody, oneOrMany, orMany, tags, tensorBatchAnswer } from '../route-contract.ts';

const { path, model, request, response, many } = routes.trace;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createTrace',
  tags: [tags.inside.name],
  summary: 'Any intermediate of the forward pass, by name',
  description:
    'Queries, keys, values, scores, contexts, hidden states and whatever else the model computes on its way. ' +
    'Heads can be knocked out and tokens masked, and the difference that makes is given with `compare`. ' +
    'With `input` instead of `text` the request is about up to 256 texts.',
  middleware: toSibling(model),
  request: jsonBody(oneOrMany(request, many.request), { text: 'The cat sat.', tensors: ['mixing.3', 'attentions.0'] }),
  responses: {
    200: tensorBatchAnswer(
      orMany(response, many.response),
      'The named tensors of one text, or of many.',
      'createTrace',
    ),
    ...bodyErrors,
  },
});

export const trace = new OpenAPIHono<AppEnv>().openapi(
  route,
  (context): Promise<Response> => respond(context, routes.trace, context.req.valid('json')),
);
