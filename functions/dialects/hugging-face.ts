import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { answerInference } from '../../shared/api/dialects/hugging-face/answer.ts';
import {
  type InferenceRequest,
  type InferenceTask,
  inferenceRequest,
  inferenceResponse,
  inferenceTasks,
} from '../../shared/api/dialects/hugging-face/contract.ts';
import { ApiError } from '../../shared/api/errors.ts';
import { expectModel, huggingFaceIds } from '../../shared/api/expect-model.ts';
import { json } from '../../shared/api/media-types.ts';
import type { Route } from '../../shared/api/routes.ts';
import { bertBase, miniLm, modelIds } from '../../shared/api/served-models.ts';
import { parseRequest } from '../../shared/api/validation.ts';
import { cut } from '../../shared/model/quoted.ts';
import type { AppEnv } from '../env.ts';
import { toModel } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { jsonAnswer, jsonBody, tags } from '../route-contract.ts';
import { dialectErrors } from './error-form.ts';

// Hugging Face inference over this API's models. Its clients post every task to the one address that they were given, or to
// /pipeline/{task} below it.

const paths = { model: '/hf/{model}', task: '/hf/{model}/pipeline/{task}' } as const;
const errors = dialectErrors(paths.model);

const inference: Route<string, typeof inferenceRequest, typeof inferenceResponse, readonly [typeof json]> = {
  path: paths.model,
  request: inferenceRequest,
  response: inferenceResponse,
  media: [json],
  model: miniLm,
  answer: (bert, request, inTurn) => answerInference(bert, undefined, request, inTurn),
};

const model = z.string().meta({ description: 'The model.', examples: [bertBase, ...modelIds, ...huggingFaceIds] });
const task = z.string().meta({ description: `One of ${inferenceTasks.join(', ')}.`, examples: ['feature-extraction'] });

const modelRoute = createRoute({
  method: 'post',
  path: paths.model,
  operationId: 'hfInference',
  tags: [tags.dialects.name],
  summary: "Hugging Face inference, by the model's task",
  description:
    'Sentences with a `source_sentence` are compared. Texts: BERT-base fills each [MASK], MiniLM gives sentence vectors.',
  middleware: toModel(modelOf),
  request: { params: z.object({ model }), ...jsonBody(inferenceRequest, { inputs: 'Paris is the [MASK] of France.' }) },
  responses: { 200: jsonAnswer(inferenceResponse, 'What the task gives.', 'hfInference'), ...errors },
});

const taskRoute = createRoute({
  method: 'post',
  path: paths.task,
  operationId: 'hfPipeline',
  tags: [tags.dialects.name],
  summary: 'Hugging Face inference, by a task named',
  description: 'Feature extraction of BERT-base gives the vector of every token.',
  middleware: toModel(modelOf),
  request: {
    params: z.object({ model: model.meta({ examples: [miniLm] }), task }),
    ...jsonBody(inferenceRequest, { inputs: ['A cat sat.'], dimensions: 4 }),
  },
  responses: { 200: jsonAnswer(inferenceResponse, 'What the task gives.', 'hfPipeline'), ...errors },
});

export const huggingFace = new OpenAPIHono<AppEnv>()
  .openapi(modelRoute, (context) => answer(context, context.req.valid('json')))
  .openapi(taskRoute, (context) => answer(context, context.req.valid('json')));

/** Hugging Face's ids contain a slash, which most clients do not write as %2F. */
for (const path of ['/hf/:owner/:model', '/hf/:owner/:model/pipeline/:task']) {
  huggingFace.post(path, toModel(modelOf), async (context) => {
    return answer(context, parseRequest(inferenceRequest, await context.req.json()));
  });
}

function answer(context: Context<AppEnv>, request: InferenceRequest) {
  const named = taskOf(context);
  return respond(
    context,
    {
      ...inference,
      answer: (bert, request, inTurn) => answerInference(bert, named, request, inTurn),
    } satisfies typeof inference,
    request,
  );
}

function modelOf({ req }: Context<AppEnv>) {
  const { owner, model } = req.param() as Partial<Record<'owner' | 'model', string>>;
  return expectModel(owner === undefined ? `${model}` : `${owner}/${model}`);
}

/** The task in the path, if there is one. @throws ApiError 404 where it is none of ours. */
function taskOf({ req }: Context<AppEnv>): InferenceTask | undefined {
  const { task } = req.param() as Partial<Record<'task', string>>;
  const known = inferenceTasks.find((name) => name === task);
  if (task === undefined || known !== undefined) return known;
  throw new ApiError('not_found', `task: expected one of ${inferenceTasks.join(', ')}, found ${cut(task)}.`, {
    param: 'task',
  });
}
