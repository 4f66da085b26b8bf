import type { Bert } from '../../model/bert.ts';
import { type AttentionTensors, readAttention } from '../../model/read-attention.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import {
  type Answer,
  inputIds,
  jsonLater,
  jsonObject,
  metadataOf,
  numbersJson,
  type TensorAnswer,
} from '../answer/tensor-answer.ts';
import { type ChangedRun, optionsOf } from '../checks/changed-run.ts';
import { expectFiniteTensors } from '../checks/finite-answer.ts';
import { usageOf } from '../fields/text.ts';
import type { MediaType } from '../media-types.ts';
import type { InTurn } from '../turn.ts';
import type { AttentionRequest } from './contract.ts';
import { answerPassing } from './passing.ts';
import { type AttentionPlan, type NamedHeads, planAttention } from './plan.ts';

/** What `/v1/attention` answers. @throws ApiError naming the field that asks for too much or for what is not there. */
export async function answerAttention(
  bert: Bert,
  request: AttentionRequest,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<Answer> {
  return answerPlan(bert, planAttention(bert, request, mediaType), inTurn, mediaType);
}

/** The answer to a request that `planAttention` accepted. */
export async function answerPlan(
  bert: Bert,
  plan: AttentionPlan,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<Answer> {
  if (plan.isPassing) return answerPassing(bert, plan, fieldsOf(bert, plan), inTurn, mediaType);
  const { prompt, changes, options } = plan;
  const tensors = await inTurn(plan, async (space) => {
    const run = { tokens: prompt.tokens, ...(await optionsOf(bert, changes)) };
    return finite(await readAttention(bert, run, options, space), changes);
  });
  return attentionAnswer(fieldsOf(bert, plan), tensors);
}

/** The same tensors. @throws ApiError 400 where changes made numbers that they do not hold. */
export function finite(tensors: AttentionTensors, changes: ChangedRun): AttentionTensors {
  expectFiniteTensors({ ...tensors.attention, ...named('metrics', tensors.metrics ?? {}) }, changes);
  return tensors;
}

/** What an answer says besides its numbers. */
export interface AttentionFields {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly inputIds: TensorPieces;
}

/** What the answer to a plan says besides its numbers. */
export function fieldsOf({ id }: Pick<Bert, 'id'>, { prompt, options, named }: AttentionPlan): AttentionFields {
  const { tokens, truncated } = prompt;
  const { words, reduce } = options;
  return {
    before: { object: objectOf(options, named), model: id, tokens, ...(words && { words }), ...named, reduce },
    after: { truncated, usage: usageOf(tokens.length) },
    inputIds: inputIds(tokens),
  };
}

function objectOf({ sparsity }: AttentionPlan['options'], named: NamedHeads): string {
  if (sparsity) return 'attention.sparse';
  return 'pairs' in named ? 'attention.pairs' : 'attention';
}

/**
 * A function of its own, so that its closures keep only what the answer says, not the request, while the answer waits
 * for its client.
 */
export function attentionAnswer(
  { before, after, inputIds }: AttentionFields,
  { attention, metrics: found }: AttentionTensors,
): TensorAnswer {
  const metrics: Tensors = found ?? {};
  const main = (attention.attentions ?? attention.weights)!;
  const numbers = () => ({
    ...numbersJson(attention),
    ...(hasAny(metrics) && { metrics: jsonObject(numbersJson(metrics)) }),
  });
  return {
    tensors: { ...attention, ...named('metrics', metrics), input_ids: inputIds },
    main,
    metadata: metadataOf({ ...before, ...after }),
    json: jsonLater({ ...before, shape: main.shape }, numbers, after),
  };
}

type Tensors = Readonly<Record<string, TensorPieces>>;

function hasAny(tensors: Tensors): boolean {
  return Object.keys(tensors).length > 0;
}

/** Adds a prefix to names: `entropy` is `metrics.entropy` in a file of many tensors. */
function named(prefix: string, tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}.${name}`, tensor]));
}
