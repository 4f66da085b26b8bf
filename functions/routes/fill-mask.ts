import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { answerFillMask } from '../../shared/api/fill-mask/answer.ts';
import { type FillMaskResponse, fillMaskRequest, fillMaskResponse } from '../../shared/api/fill-mask/contract.ts';
import { json, negotiate } from '../../shared/api/media-types.ts';
import { bertBase } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { jsonInParts } from '../reserved-answer.ts';
import { bodyErrors, jsonAnswer, jsonBody, tags } from '../route-contract.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/fill-mask',
  operationId: 'createFillMask',
  tags: [tags.tasks.name],
  summary: 'Predict the words behind [MASK]',
  description:
    'The most probable entries of the vocabulary for every blank, or the probabilities of those you name. ' +
    'Tokens can be blanked and heads knocked out. BERT-base only.',
  middleware: toSibling(bertBase),
  request: jsonBody(fillMaskRequest, { text: 'Paris is the [MASK] of France.', top_k: 3 }),
  responses: {
    200: jsonAnswer(fillMaskResponse, 'Candidates for each [MASK], best first.', 'createFillMask'),
    ...bodyErrors,
  },
});

export const fillMask = new OpenAPIHono<AppEnv>().openapi(route, (context) => {
  const request = context.req.valid('json');
  negotiate(context.req.header('accept'), [json]);
  return jsonInParts<FillMaskResponse>(context, (bert, inTurn) => answerFillMask(bert, request, inTurn));
});
