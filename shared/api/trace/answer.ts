import type { Bert } from '../../model/bert.ts';
import { expandNames, isLogits, readTrace, traceShapes, UnknownTensorError } from '../../model/read-trace.ts';
import type { FloatDtype } from '../../tensors/element-types.ts';
import { elementCount } from '../../tensors/tensor.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { TensorSpace } from '../../tensors/tensor-space.ts';
import type { Token } from '../../tokenizer/token.ts';
import { inputIds, jsonLater, jsonObject, metadataOf, type TensorAnswer, tensorJson } from '../answer/tensor-answer.ts';
import { type ChangedRun, changesPass, optionsOf, planChanges, withKept } from '../checks/changed-run.ts';
import { expectFiniteTensors, mayOverflow } from '../checks/finite-answer.ts';
import { expectMask, maskCount } from '../checks/mask.ts';
import { type Prompt, readPrompt } from '../checks/prompt.ts';
import { expectOneTensor, expectTensorFits } from '../checks/tensor-limits.ts';
import { ApiError } from '../errors.ts';
import { tensorDtype } from '../fields/tensor-fields.ts';
import { usageOf } from '../fields/text.ts';
import { listedBytes } from '../listed-bytes.ts';
import type { MediaType } from '../media-types.ts';
import type { InTurn, TurnSize } from '../turn.ts';
import type { TraceRequest } from './contract.ts';

/** Most bytes that a tensor takes besides its numbers: name, shape and place in a file. */
const tensorHeaderBytes = 512;

/** A request that can be answered. */
export interface TracePlan extends TurnSize {
  readonly prompt: Prompt;
  readonly changes: ChangedRun;
  readonly names: readonly string[];
  readonly dtype: FloatDtype;
  readonly compare: boolean;
  /** Whether its changes may make numbers that its element type does not hold. */
  readonly mayOverflow: boolean;
}

/** What `/v1/trace` answers. @throws ApiError naming the field that asks for too much or for what is not there. */
export async function answerTrace(
  bert: Bert,
  request: TraceRequest,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<TensorAnswer> {
  const plan = planTrace(bert, request, mediaType);
  const { tokens, truncated } = plan.prompt;
  const tensors = await inTurn(plan, (space) => traceTensors(bert, plan, space));
  return traceAnswer(bert, { tokens, truncated }, tensors);
}

/**
 * Does everything but the forward pass.
 * @throws ApiError naming the field that asks for too much or for what is not there.
 */
export function planTrace(bert: Bert, request: TraceRequest, mediaType: MediaType): TracePlan {
  const names = traceNames(bert, request);
  expectComparable(request, names);
  expectSeen(request, names);
  expectOneTensor(mediaType, [...names.slice(1), ...(request.compare ? names.map((name) => `delta.${name}`) : [])]);
  const prompt = readPrompt(bert, request);
  const { tokens } = prompt;
  const changes = planChanges(bert, request, tokens);
  if (names.some(isLogits)) expectMask(tokens);
  const bytes = expectFits(bert, request, names, tokens, mediaType);
  return {
    prompt,
    changes,
    names,
    dtype: tensorDtype[request.dtype],
    compare: request.compare,
    mayOverflow: mayOverflow(changes, tensorDtype[request.dtype]),
    ...withKept({ bytes }, changes),
    tokens: tokens.length * (request.compare ? 2 : 1) + changes.sourceTokens,
  };
}

type Tensors = Readonly<Record<string, TensorPieces>>;

/**
 * The tensors of an accepted request, after the passes that they need.
 * @throws ApiError 400 where changes made numbers that a tensor does not hold.
 */
export async function traceTensors(bert: Bert, plan: TracePlan, space: TensorSpace): Promise<Tensors> {
  const { prompt, changes, names, dtype, compare } = plan;
  const run = { tokens: prompt.tokens, ...(await optionsOf(bert, changes)) };
  const tensors = await readTrace(bert, run, names, dtype, space, compare ? { tokens: prompt.unmasked } : undefined);
  expectFiniteTensors(tensors, changes);
  return tensors;
}

export function traceAnswer(
  bert: Bert,
  { tokens, truncated }: Pick<Prompt, 'tokens' | 'truncated'>,
  tensors: Tensors,
): TensorAnswer {
  const before = { object: 'trace', model: bert.id, tokens };
  const after = { truncated, usage: usageOf(tokens.length) };
  return {
    tensors: { ...tensors, input_ids: inputIds(tokens) },
    main: Object.values(tensors)[0],
    metadata: metadataOf({ ...before, ...after }),
    json: jsonLater(before, () => ({ tensors: tensorsJson(tensors) }), after),
  };
}

function tensorsJson(tensors: Tensors): Iterable<string> {
  const written = Object.entries(tensors).map(([name, tensor]) => [name, tensorJson(tensor)]);
  return jsonObject(Object.fromEntries(written));
}

function traceNames(bert: Bert, { tensors }: TraceRequest): string[] {
  try {
    return expandNames(tensors, bert.outputNames);
  } catch (error) {
    if (!(error instanceof UnknownTensorError)) throw error;
    const param = `tensors[${tensors.indexOf(error.found)}]`;
    throw new ApiError('unknown_tensor', `${param}: ${error.message}.`, { param, cause: error });
  }
}

/**
 * @throws ApiError 400 where the request changes nothing, or where it asks for logits, which stand at different tokens
 *   once tokens are masked.
 */
function expectComparable(request: TraceRequest, names: readonly string[]): void {
  const { compare, mask_tokens } = request;
  if (!compare) return;
  if (!changesPass(request) && mask_tokens === undefined) {
    const changes = 'interventions, head_mask, position_ids or mask_tokens';
    throw new ApiError('nothing_to_compare', `compare: expected ${changes} beside it, found none.`, {
      param: 'compare',
    });
  }
  if (mask_tokens === undefined || !names.some(isLogits)) return;
  const message = 'compare: logits stand at [MASK] only, so they cannot be compared across mask_tokens. Leave one out.';
  throw new ApiError('not_comparable', message, { param: 'compare' });
}

/** Shares that are computed beside the pass, and where a change of it would escape them. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  token_mixing: ['attention_scores', 'attentions', 'context', 'attention_output', 'attention_residual'],
  mixing: ['context', 'attention_output', 'attention_residual'],
};

/** @throws ApiError 400 where a tensor would not be of the changed pass. */
function expectSeen({ tensors, interventions = [] }: TraceRequest, names: readonly string[]): void {
  for (const [family, sites] of Object.entries(unseen)) {
    const at = interventions.find((change) => sites.includes(change.at.replace(/\.[^.]*$/, '')))?.at;
    if (at === undefined || !names.some((name) => name.startsWith(`${family}.`))) continue;
    const param = `tensors[${tensors.findIndex((name) => name.startsWith(`${family}.`))}]`;
    const message = `${param}: ${family} is computed from what the model made itself, and would not know of the change at ${at}. Ask for it without.`;
    throw new ApiError('not_comparable', message, { param });
  }
}

function expectFits(
  bert: Bert,
  { dtype, compare }: TraceRequest,
  names: readonly string[],
  tokens: readonly Token[],
  mediaType: MediaType,
): number {
  const each = traceShapes(bert, names, tokens.length, maskCount(tokens)).map(elementCount);
  const elements = each.reduce((sum, count) => sum + count, 0);
  const factors = [{ field: 'tensors', count: names.length, elements: each }];
  const size = { mediaType, besides: listedBytes(tokens) + tensorHeaderBytes * (compare ? 2 : 1) * names.length };
  if (compare) return expectTensorFits({ ...size, elements: 2 * elements, dtype: 'f32', dtypesAllowed: [] }, factors);
  return expectTensorFits({ ...size, elements, dtype, dtypesAllowed: ['f32', 'f16'] }, factors);
}
