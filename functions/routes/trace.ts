import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { json, negotiate, npy, safetensors } from '../../shared/api/media-types.ts';
import { bertBase } from '../../shared/api/model-ids.ts';
import { answerTrace } from '../../shared/api/trace/answer.ts';
import { traceRequest, traceResponse } from '../../shared/api/trace/contract.ts';
import type { AppEnv } from '../env.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { bodyErrors, jsonBody, tags, tensorAnswer } from '../route-contract.ts';
import { tensorResponse } from '../tensor-response.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/trace',
  operationId: 'createTrace',
  tags: [tags.inside.name],
  summary: 'Any intermediate of the forward pass, by name',
  description:
    'Queries, keys, values, scores, contexts, hidden states and whatever else the model computes on its way. ' +
    'Heads can be knocked out and tokens masked, and the difference that makes is given with `compare`.',
  middleware: toSibling(bertBase),
  request: jsonBody(traceRequest, { text: 'The cat sat.', tensors: ['mixing.3', 'attentions.0'] }),
  responses: { 200: tensorAnswer(traceResponse, 'The named tensors of one text.', 'createTrace'), ...bodyErrors },
});

export const trace = new OpenAPIHono<AppEnv>().openapi(route, async (context) => {
  const request = context.req.valid('json');
  const mediaType = negotiate(context.req.header('accept'), [json, safetensors, npy]);
  return tensorResponse(context, mediaType, (bert, inTurn) => answerTrace(bert, request, mediaType, inTurn));
});
