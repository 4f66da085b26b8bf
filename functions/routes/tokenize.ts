import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { expectListedTokens } from '../../shared/api/limits.ts';
import { json, negotiate } from '../../shared/api/media-types.ts';
import { bertBase } from '../../shared/api/model-ids.ts';
import { countTokens } from '../../shared/api/prompt.ts';
import { usageOf } from '../../shared/api/text.ts';
import { tokenizeRequest, tokenizeResponse } from '../../shared/api/tokenize.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { residentBert } from '../models.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/tokenize',
  operationId: 'createTokens',
  tags: [tags.tasks.name],
  summary: 'Split a text into WordPiece tokens',
  description: 'The pieces that the model sees, each with its place in the text. Needs no turn at the model.',
  middleware: toSibling(bertBase),
  request: jsonBody(tokenizeRequest),
  responses: { 200: jsonAnswer(tokenizeResponse, 'Tokens with their place in the text.'), ...bodyErrors },
});

export const tokenize = new OpenAPIHono<AppEnv>().openapi(route, async (context) => {
  const { model, text, text_pair: textPair } = context.req.valid('json');
  negotiate(context.req.header('accept'), [json]);
  const bert = await residentBert(context);
  expectListedTokens(countTokens(bert, text, textPair));
  const tokens = bert.tokenize(text, textPair);
  return context.json({ object: 'tokens' as const, model, tokens, usage: usageOf(tokens.length) }, 200);
});
