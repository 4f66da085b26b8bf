import type { Bert } from '../../model/bert.ts';
import type { MaskPrediction } from '../../model/fill-mask.ts';
import { shortestFloat32 } from '../../tensors/shortest-float32.ts';
import type { Token } from '../../tokenizer/token.ts';
import { type JsonAnswer, jsonLater, jsonSequence } from '../answer/tensor-answer.ts';
import { type ChangedRun, optionsOf, planChanges, withKept } from '../checks/changed-run.ts';
import { expectIndices, expectMask, expectMaskedLm, maskCount, targetIds } from '../checks/mask.ts';
import { type Prompt, readPrompt } from '../checks/prompt.ts';
import { ApiError } from '../errors.ts';
import { usageOf } from '../fields/text.ts';
import { limits } from '../limits.ts';
import { listedBytes } from '../listed-bytes.ts';
import type { InTurn, TurnSize } from '../turn.ts';
import type { FillMaskRequest } from './contract.ts';

/** What one candidate takes in memory while it waits to be sent. */
export const candidateBytes = 64;

/** A request that can be answered. */
export interface FillMaskPlan extends TurnSize {
  readonly prompt: Prompt;
  readonly changes: ChangedRun;
  readonly request: FillMaskRequest;
}

/** What `/v1/fill-mask` answers. @throws as `planFillMask` */
export async function answerFillMask(bert: Bert, request: FillMaskRequest, inTurn: InTurn): Promise<JsonAnswer> {
  const plan = planFillMask(bert, request);
  const { tokens, truncated } = plan.prompt;
  const masks = await inTurn(plan, () => predictions(bert, plan));
  return fillMaskAnswer(bert, { tokens, truncated }, masks);
}

/**
 * Does everything but the forward pass.
 * @throws ApiError 400 where there is nothing to predict, a position does not exist or a target is no word piece; 413
 *   where more predictions are asked for than one turn allows.
 */
export function planFillMask(bert: Bert, request: FillMaskRequest): FillMaskPlan {
  expectMaskedLm(bert);
  const prompt = readPrompt(bert, request);
  const { tokens } = prompt;
  expectPositions(request, tokens);
  expectIndices('hidden_states', request.hidden_states ?? [], bert.config.numHiddenLayers + 1);
  const count = expectPredictions(request, tokens);
  const changes = planChanges(bert, request, tokens);
  const listed = listedBytes(tokens) + count * (request.targets?.length ?? request.top_k) * candidateBytes;
  // Predicting one word takes the model about as long as reading one token.
  const size = {
    ...withKept({ bytes: 0, bytesBeside: listed }, changes),
    tokens: tokens.length + count + changes.sourceTokens,
  };
  if (request.targets) targetIds(bert, request.targets);
  return { ...size, prompt, changes, request };
}

export function fillMaskAnswer(
  bert: Bert,
  { tokens, truncated }: Pick<Prompt, 'tokens' | 'truncated'>,
  masks: readonly MaskPrediction[],
): JsonAnswer {
  const [before, after] = [
    { object: 'fill_mask', model: bert.id, tokens },
    { truncated, usage: usageOf(tokens.length) },
  ];
  return { json: jsonLater(before, () => ({ masks: jsonSequence(masks, maskJson) }), after) };
}

function maskJson({ index, hiddenState, candidates }: MaskPrediction): string {
  const rounded = candidates.map((candidate) => ({
    ...candidate,
    probability: shortestFloat32(candidate.probability),
  }));
  return JSON.stringify({ index, hidden_state: hiddenState, candidates: rounded });
}

/** @throws ApiError 400 naming a position that does not exist, or where the text has no [MASK]. */
function expectPositions({ positions }: FillMaskRequest, tokens: readonly Token[]): void {
  if (positions === undefined) expectMask(tokens);
  else expectIndices('positions', positions, tokens.length);
}

/**
 * How many predictions are asked for: each is a product with 30,522 word vectors.
 * @throws ApiError 413 where there are more than one turn allows.
 */
function expectPredictions(request: FillMaskRequest, tokens: readonly Token[]): number {
  const positions = request.positions?.length ?? maskCount(tokens);
  const states = request.hidden_states?.length ?? 1;
  const asked = positions * states;
  if (asked <= limits.predictions) return asked;
  throw new ApiError(
    'too_many_predictions',
    `positions: expected at most ${limits.predictions} predictions for a text, found ${asked}: ${positions} positions in ${states} hidden states. Send them in parts.`,
    { param: 'positions' },
  );
}

/** What an accepted request asks for. */
export async function predictions(bert: Bert, { prompt, request, changes }: FillMaskPlan): Promise<MaskPrediction[]> {
  return bert.fillMask(prompt.tokens, {
    topK: request.top_k,
    targets: request.targets,
    positions: request.positions,
    hiddenStates: request.hidden_states,
    ...(await optionsOf(bert, changes)),
  });
}
