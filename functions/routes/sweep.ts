import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonBody, linesAnswer, tags } from '../route-contract.ts';

const { path, model, request, response } = routes.sweep;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createSweep',
  tags: [tags.inside.name],
  summary: 'Many changes of one pass, each alone',
  description:
    'What a word at one token owes to each head, each layer, each edge of a head, or each state of another text: ' +
    'one change at a time, each the same, to the bit, as a request with this change alone. ' +
    'As `application/x-ndjson` each result is a line that is sent when it is known: first the words, then `index`, ' +
    '`log_probability` and `logit` of each change, last the usage; an error on the way is the last line.',
  middleware: toSibling(model),
  request: jsonBody(request, { text: 'Paris is the [MASK] of France.', over: 'layers', targets: ['capital'] }),
  responses: {
    200: linesAnswer(response, 'What each change does to each word.', 'createSweep'),
    ...bodyErrors,
  },
});

export const sweep = new OpenAPIHono<AppEnv>().openapi(route, (context) =>
  respond(context, routes.sweep, context.req.valid('json')),
);
