import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { expectModel, huggingFaceIds } from '../../shared/api/expect-model.ts';
import { modelCard } from '../../shared/api/models/cards.ts';
import { type ModelResponse, modelResponse, modelsResponse } from '../../shared/api/models/contract.ts';
import { type ModelId, modelIds } from '../../shared/api/served-models.ts';
import { parseBertConfig } from '../../shared/bert/config.ts';
import { indexFileName, parseShardIndex } from '../../shared/weights/shard-index.ts';
import { readTextAsset } from '../assets.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { keptAnswer, notModified, serviceErrors, tags } from '../route-contract.ts';

const keptSeconds = 300;

const list = createRoute({
  method: 'get',
  path: '/v1/models',
  operationId: 'listModels',
  tags: [tags.service.name],
  summary: 'The models there are',
  description:
    'Both models with routes, media types, limits, kernels, geometry, licence, weights and measured fidelity.',
  middleware: cacheFor(keptSeconds),
  responses: {
    200: keptAnswer(modelsResponse, "OpenAI's list, with what each model is.", 'listModels', keptSeconds),
    ...notModified,
    ...serviceErrors,
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/models/{id}',
  operationId: 'getModel',
  tags: [tags.service.name],
  summary: 'One model',
  description:
    'What it answers, in which media types and within which limits; what computes; geometry, licence, weight files with checksums, and how close they come to the original.',
  middleware: cacheFor(keptSeconds),
  request: {
    params: z.object({
      id: z.string().meta({ description: 'The model.', examples: [...modelIds, ...huggingFaceIds] }),
    }),
  },
  responses: {
    200: keptAnswer(modelResponse, 'The model.', 'getModel', keptSeconds),
    ...notModified,
    ...serviceErrors,
  },
});

export const models = new OpenAPIHono<AppEnv>()
  .openapi(list, async (context) => {
    const data = await Promise.all(modelIds.map((id) => describeModel(context, id)));
    return context.json({ object: 'list' as const, data }, 200);
  })
  .openapi(one, async (context) => {
    const id = expectModel(context.req.valid('param').id);
    return context.json(await describeModel(context, id), 200);
  });

/** Hugging Face's ids contain a slash, which some programs do not write as %2F. */
models.get('/v1/models/:owner/:name', cacheFor(keptSeconds), async (context) => {
  const { owner, name } = context.req.param();
  return context.json(await describeModel(context, expectModel(`${owner}/${name}`)));
});

/** The card of a model, made from its files. */
export async function describeModel({ env, var: { resident } }: Context<AppEnv>, id: ModelId): Promise<ModelResponse> {
  const read = (name: string) => readTextAsset(env, `/models/${id}/${name}`);
  const [config, index] = await Promise.all([read('config.json'), read(indexFileName)]);
  return modelCard(id, parseBertConfig(JSON.parse(config)), parseShardIndex(index), resident.host.kernelFile);
}
