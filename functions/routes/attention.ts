import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { answerPlan } from '../../shared/api/attention/answer.ts';
import { attentionQuery } from '../../shared/api/attention/contract.ts';
import { planAttention } from '../../shared/api/attention/plan.ts';
import type { MediaType } from '../../shared/api/media-types.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Bert } from '../../shared/model/bert.ts';
import { keptSeconds } from '../edge-cache.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond, respondTagged } from '../respond.ts';
import {
  bodyErrors,
  errors,
  jsonBody,
  keptTensorAnswer,
  notModified,
  oneOrMany,
  orMany,
  tags,
  tensorBatchAnswer,
} from '../route-contract.ts';

const { path, model, request, response, many } = routes.attention;
const meaning = 'Attention probabilities, each row summing to 1.';

const post = createRoute({
  method: 'post',
  path,
  operationId: 'createAttention',
  tags: [tags.inside.name],
  summary: 'Attention of every layer and head',
  description:
    'Where every token looks, in any layers and heads, as numbers or reduced. All 144 heads of a sentence are one request. ' +
    'An answer in JSON holds at most 2 MiB of tensor. In a binary form it has no such limit where layers, heads or pairs are asked for in rising order ' +
    'and without `metrics`: it is sent while the model computes it; else 8 MiB. ' +
    'With `input` instead of `text` the request is about up to 256 texts: a JSON list, a line of JSON a text (`application/x-ndjson`), or one safetensors file with `0.attentions`, `1.attentions`.',
  middleware: toSibling(model),
  request: jsonBody(oneOrMany(request, many.request), { text: 'The cat sat.', layers: [3], heads: [10] }),
  responses: { 200: tensorBatchAnswer(orMany(response, many.response), meaning, 'createAttention'), ...bodyErrors },
});

const get = createRoute({
  method: 'get',
  path,
  operationId: 'getAttention',
  tags: [tags.inside.name],
  summary: 'Attention by a link',
  description:
    'The same for a short text, as a link that can be kept; the answer may be cached for an hour. ' +
    'Lists have commas or repeat their field: `layers=0,3`, `layers=0&layers=3`. A field without a value is an absent one. ' +
    'HEAD and a GET whose `If-None-Match` still holds cost no pass through the model.',
  middleware: [cacheFor(keptSeconds), toSibling(model)],
  request: { query: attentionQuery },
  responses: {
    200: keptTensorAnswer(response, meaning, 'getAttention', keptSeconds),
    ...notModified,
    ...errors,
  },
});

export const attention = new OpenAPIHono<AppEnv>()
  .openapi(post, (context): Promise<Response> => respond(context, routes.attention, context.req.valid('json')))
  .openapi(get, (context): Promise<Response> => {
    const request = context.req.valid('query');
    const plan = (bert: Bert, mediaType: MediaType) => planAttention(bert, request, mediaType);
    return respondTagged(context, routes.attention, plan, answerPlan);
  });
