import type { Bert, MaskPrediction } from '../model/bert.ts';
import { UnknownTargetError } from '../model/fill-mask.ts';
import type { Token } from '../tokenizer/token.ts';
import { ApiError } from './errors.ts';
import type { FillMaskRequest, FillMaskResponse } from './fill-mask.ts';
import { expectHeadMask } from './intervention.ts';
import { expectMask, expectMaskedLm, maskTokens } from './mask.ts';
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
  expectMask(tokens);
  const predictions = await inTurn(() => predict(bert, tokens, request));
  const masks = predictions.map(({ index, candidates }) => ({ index, candidates: [...candidates] }));
  return { object: 'fill_mask', model: bert.id, tokens: [...tokens], masks, usage: usageOf(tokens.length) };
}

async function predict(bert: Bert, tokens: readonly Token[], request: FillMaskRequest): Promise<MaskPrediction[]> {
  try {
    const headMask = expectHeadMask(bert, request.head_mask);
    return await bert.fillMask(tokens, { topK: request.top_k, targets: request.targets, headMask });
  } catch (error) {
    if (!(error instanceof UnknownTargetError)) throw error;
    throw new ApiError(400, 'unknown_target', `targets: ${error.message}.`, { param: 'targets', cause: error });
  }
}
