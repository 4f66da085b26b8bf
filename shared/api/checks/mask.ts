import type { Bert } from '../../model/bert.ts';
import { UnknownTargetError } from '../../model/fill-mask.ts';
import type { Token } from '../../tokenizer/token.ts';
import { ApiError } from '../errors.ts';
import { bertBase } from '../served-models.ts';
import { expectIndex } from './selection.ts';

const maskText = '[MASK]';

/** @throws ApiError 400 where the model cannot predict words. */
export function expectMaskedLm(bert: Bert): void {
  if (bert.outputNames.includes('logits')) return;
  throw new ApiError(
    'no_masked_lm_head',
    `model: ${bert.id} has no masked-word head. Ask ${bertBase}, which has one.`,
    { param: 'model' },
  );
}

/** @throws ApiError 400 where no token is [MASK]. */
export function expectMask(tokens: readonly Token[]): void {
  if (maskCount(tokens) > 0) return;
  throw new ApiError('no_mask', `text: expected at least one ${maskText} among the tokens that are read, found none.`, {
    param: 'text',
  });
}

/** How many tokens are [MASK]. */
export function maskCount(tokens: readonly Token[]): number {
  return tokens.filter(({ text }) => text === maskText).length;
}

/** The tokens with those at `indices` replaced by [MASK]. @throws ApiError 400 naming an index that does not exist. */
export function maskTokens(bert: Bert, tokens: readonly Token[], indices: readonly number[]): Token[] {
  const { id } = bert.tokenize(maskText)[1];
  expectIndices('mask_tokens', indices, tokens.length);
  return tokens.map((token, index) => (indices.includes(index) ? { ...token, id, text: maskText } : token));
}

/** @throws ApiError 400 naming the first index that is not below `count`. */
export function expectIndices(field: string, indices: readonly number[], count: number): void {
  for (const [position, index] of indices.entries()) expectIndex(`${field}[${position}]`, index, count);
}

/** Ids of the vocabulary's entries. @throws ApiError 400 naming the first target that is none. */
export function targetIds(bert: Bert, targets: readonly string[], field = 'targets'): number[] {
  return targets.map((target, index) => {
    try {
      return bert.wordId(target);
    } catch (error) {
      if (!(error instanceof UnknownTargetError)) throw error;
      const param = `${field}[${index}]`;
      throw new ApiError('unknown_target', `${param}: ${error.message}.`, { param, cause: error });
    }
  });
}
