import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonBody, tags, tensorAnswer } from '../route-contract.ts';

const { path, model, request, response } = routes.trace;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createTrace',
  tags: [tags.inside.name],
  summary: 'Any intermediate of the forward pass, by name',
  description:
    'Queries, keys, values, scores, contexts, hidden states and whatever else the model computes on its way. ' +
    'Heads can be knocked out and tokens masked, and the difference that makes is given with `compare`.',
  middleware: toSibling(model),
  request: jsonBody(request, { text: 'The cat sat.', tensors: ['mixing.3', 'attentions.0'] }),
  responses: { 200: tensorAnswer(response, 'The named tensors of one text.', 'createTrace'), ...bodyErrors },
});

export const trace = new OpenAPIHono<AppEnv>().openapi(
  route,
  (context): Promise<Response> => respond(context, routes.trace, context.req.valid('json')),
);
