import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { ApiError } from '../../shared/api/errors.ts';
import { headResponse, headsResponse } from '../../shared/api/heads/contract.ts';
import { csv, json, negotiate } from '../../shared/api/media-types.ts';
import { cut } from '../../shared/model/quoted.ts';
import { openAsset } from '../assets.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { errors, keptAnswer, keptTableAnswer, notModified, serviceErrors, tags } from '../route-contract.ts';

const keptSeconds = 3600;
/** bert-base-uncased has twelve layers of twelve heads. */
const known = /^(\d|1[01])-(\d|1[01])$/;

const list = createRoute({
  method: 'get',
  path: '/v1/heads',
  operationId: 'listHeads',
  tags: [tags.inside.name],
  summary: 'What each head does',
  description:
    'All 144 heads of bert-base-uncased as measured on a treebank: habits, relations, and what is lost without them. With `Accept: text/csv` a row for each head.',
  middleware: cacheFor(keptSeconds),
  responses: {
    200: keptTableAnswer(headsResponse, 'All heads.', 'listHeads', keptSeconds),
    ...notModified,
    406: errors[406],
    ...serviceErrors,
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/heads/{id}',
  operationId: 'getHead',
  tags: [tags.inside.name],
  summary: 'What one head does',
  description:
    'One head with its relations, its nearest heads, sentences where it is right and wrong, and, unless it finds a relation, sentences where its habit shows most and least.',
  middleware: cacheFor(keptSeconds),
  request: {
    params: z.object({
      id: z.string().meta({ description: 'Layer and head, both from 0 on, with - between them.', examples: ['7-10'] }),
    }),
  },
  responses: {
    200: keptAnswer(headResponse, 'The head.', 'getHead', keptSeconds),
    ...notModified,
    ...serviceErrors,
  },
});

/** What was measured stands in files of the site: they pass through, and nothing of them is kept. */
export const heads = new OpenAPIHono<AppEnv>()
  .openapi(list, async ({ env, req }) => {
    const type = negotiate(req.header('accept'), [json, csv]);
    const body = await openAsset(env, type === csv ? '/heads.csv' : '/atlas/heads.json');
    return new Response(body, { headers: { 'content-type': type, vary: 'accept' } });
  })
  .openapi(one, async (context) => {
    const { id } = context.req.valid('param');
    if (!known.test(id)) {
      throw new ApiError('not_found', `Expected a head from 0-0 to 11-11, layer and head from 0 on, found ${cut(id)}.`);
    }
    const body = await openAsset(context.env, `/atlas/${id}.json`);
    return new Response(body, { headers: { 'content-type': json } });
  });
