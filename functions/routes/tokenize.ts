import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../shared/api/routes.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const { path, model, request, response } = routes.tokenize;

const route = createRoute({
  method: 'post',
  path,
  operationId: 'createTokens',
  tags: [tags.tasks.name],
  summary: 'Split a text into WordPiece tokens',
  description: 'The pieces that the model sees, each with its place in the text. Needs no turn at the model.',
  middleware: toSibling(model),
  request: jsonBody(request, { text: 'Snowboarding is fun.' }),
  responses: {
    200: jsonAnswer(response, 'Tokens with their place in the text.', 'createTokens'),
    ...bodyErrors,
  },
});

export const tokenize = new OpenAPIHono<AppEnv>().openapi(route, (context) =>
  respond(context, routes.tokenize, context.req.valid('json')),
);
