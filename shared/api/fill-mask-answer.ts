import type { Bert, MaskPrediction } from '../model/bert.ts';
import { UnknownTargetError } from '../model/fill-mask.ts';
import type { Token } from '../tokenizer/token.ts';
import { ApiError } from './errors.ts';
import type { FillMaskRequest, FillMaskResponse } from './fill-mask.ts';
import { expectHeadMask } from './intervention.ts';
import { limits } from './limits.ts';
import { expectIndices, expectMask, expectMaskedLm, maskTokens } from './mask.ts';
import { readPrompt } from './prompt.ts';
import { usageOf } from './text.ts';

/** What `/v1/fill-mask` answers. @throws ApiError 400 where there is nothing to fill or a target is no word piece. */
export async function answerFillMask(
  bert: Bert,
  request: FillMaskRequest,
  inTurn: <T>(task: () => Promise<T>) => Promise<T>,
): Promise<FillMaskResponse> {
  expectMaskedLm(bert);
  const tokens = maskTokens(bert, readPrompt(bert, request).tokens, request.mask_tokens ?? []);
  expectPositions(request, tokens);
  expectPredictions(request);
  const predictions = await inTurn(() => predict(bert, tokens, request));
  const masks = predictions.map(({ index, hiddenState, candidates }) => ({
    index,
    hidden_state: hiddenState,
    candidates: [...candidates],
  }));
  return { object: 'fill_mask', model: bert.id, tokens: [...tokens], masks, usage: usageOf(tokens.length) };
}

/** Something to read a word at. @throws ApiError 400 naming a position that does not exist, or where there is no [MASK] */
function expectPositions({ positions }: FillMaskRequest, tokens: readonly Token[]): void {
  if (positions === undefined) expectMask(tokens);
  else expectIndices('positions', positions, tokens.length);
}

/** Each prediction is a product with 30,522 word vectors. @throws ApiError 413 where more are asked for than one turn allows */
function expectPredictions({ positions = [], hidden_states: states = [] }: FillMaskRequest): void {
  const asked = Math.max(1, positions.length) * Math.max(1, states.length);
  if (asked <= limits.predictions) return;
  throw new ApiError(
    413,
    'too_many_predictions',
    `positions: expected at most ${limits.predictions} predictions a request, found ${asked}: ${positions.length} positions in ${states.length} hidden states. Send them in parts.`,
    { param: 'positions' },
  );
}

async function predict(bert: Bert, tokens: readonly Token[], request: FillMaskRequest): Promise<MaskPrediction[]> {
  try {
    const headMask = expectHeadMask(bert, request.head_mask);
    return await bert.fillMask(tokens, {
      topK: request.top_k,
      targets: request.targets,
      positions: request.positions,
      hiddenStates: request.hidden_states,
      headMask,
    });
  } catch (error) {
    if (!(error instanceof UnknownTargetError)) throw error;
    throw new ApiError(400, 'unknown_target', `targets: ${error.message}.`, { param: 'targets', cause: error });
  }
}
