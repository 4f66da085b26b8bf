import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { json, negotiate } from '../../shared/api/media-types.ts';
import { bertBase } from '../../shared/api/model-ids.ts';
import { answerTokenize, textBytes } from '../../shared/api/tokenize/answer.ts';
import { type TokenizeResponse, tokenizeRequest, tokenizeResponse } from '../../shared/api/tokenize/contract.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { jsonInParts } from '../reserved-answer.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/tokenize',
  operationId: 'createTokens',
  tags: [tags.tasks.name],
  summary: 'Split a text into WordPiece tokens',
  description: 'The pieces that the model sees, each with its place in the text. Needs no turn at the model.',
  middleware: toSibling(bertBase),
  request: jsonBody(tokenizeRequest, { text: 'Snowboarding is fun.' }),
  responses: {
    200: jsonAnswer(tokenizeResponse, 'Tokens with their place in the text.', 'createTokens'),
    ...bodyErrors,
  },
});

export const tokenize = new OpenAPIHono<AppEnv>().openapi(route, (context) => {
  const request = context.req.valid('json');
  negotiate(context.req.header('accept'), [json]);
  return jsonInParts<TokenizeResponse>(context, async (bert) => answerTokenize(bert, request), textBytes(request));
});
