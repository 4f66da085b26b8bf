import { type TokenSimilarity, tokenSimilarity } from '../../analysis/token-similarity.ts';
import type { Bert } from '../../model/bert.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';
import { inputIds, jsonLater, metadataOf, numbersJson, type TensorAnswer } from '../answer/tensor-answer.ts';
import { readTexts } from '../checks/prompt.ts';
import { expectIndex } from '../checks/selection.ts';
import { ApiError } from '../errors.ts';
import { expectModel } from '../expect-model.ts';
import { usageOf } from '../fields/text.ts';
import { expectRequestTokens } from '../limits.ts';
import { listedBytes } from '../listed-bytes.ts';
import type { InTurn } from '../turn.ts';
import type { SimilarityRequest } from './contract.ts';
import type { ComparedTexts } from './texts.ts';

/** What `/v1/similarity` answers with `tokens`. @throws ApiError where this is not one pair of texts, or not of means. */
export async function answerPair(
  bert: Bert,
  request: SimilarityRequest,
  { texts, nameOf, comparison }: ComparedTexts,
  inTurn: InTurn,
): Promise<TensorAnswer> {
  expectPair(comparison.kind, texts.length);
  expectMean(request.pooling);
  const { config } = bert;
  const layer = expectIndex('layer', request.layer ?? config.numHiddenLayers, config.numHiddenLayers + 1);
  const tokens: (readonly Token[])[] = [];
  const prompts = readTexts(bert, texts, request.truncate, nameOf, (read) => tokens.push(read));
  expectRequestTokens(expectModel(bert.id), prompts.tokens);
  const size = { bytes: 0, bytesBeside: pairBytes(tokens, config.hiddenSize), tokens: prompts.tokens, layers: layer };
  const split = await inTurn(size, async (_space, turn) => {
    const states: Float32Array[] = [];
    for await (const text of bert.streamStates(prompts.inputIds, layer, turn.pause)) states.push(text);
    return tokenSimilarity(states[0], states[1], config.hiddenSize);
  });
  const shape = comparison.kind === 'pairs' ? [1] : [1, 1];
  return pairAnswer(bert.id, tokens, split, shape, prompts.truncated.size > 0);
}

function pairAnswer(
  model: string,
  tokens: readonly (readonly Token[])[],
  { similarity, cosines, contributions }: TokenSimilarity,
  shape: readonly number[],
  truncated: boolean,
): TensorAnswer {
  const between = tokens.map(({ length }) => length);
  const tensors = {
    similarities: float32(Float32Array.of(similarity), shape),
    token_similarities: float32(cosines, between),
    contributions: float32(contributions, between),
  };
  const before = { object: 'similarity', model, tokens };
  const after = { truncated, usage: usageOf(between.reduce((sum, count) => sum + count, 0)) };
  const ids = { '0.input_ids': inputIds(tokens[0]), '1.input_ids': inputIds(tokens[1]) };
  return {
    tensors: { ...tensors, ...ids },
    main: tensors.similarities,
    metadata: metadataOf({ ...before, ...after }),
    json: jsonLater(before, () => numbersJson(tensors), after),
  };
}

function float32(values: Float32Array, shape: readonly number[]): TensorPieces {
  return { dtype: 'F32', shape, pieces: [values] };
}

/** States of both texts, both matrices, and the lists of tokens. */
function pairBytes(tokens: readonly (readonly Token[])[], hiddenSize: number): number {
  const [n = 0, m = 0] = tokens.map(({ length }) => length);
  return 4 * (n + m) * hiddenSize + 4 * 2 * n * m + tokens.reduce((sum, text) => sum + listedBytes(text), 0);
}

function expectPair(kind: ComparedTexts['comparison']['kind'], texts: number): void {
  if (texts === 2 && kind !== 'all') return;
  const found = kind === 'all' ? 'texts that are compared with each other' : `${texts} texts`;
  const message = `tokens: expected one pair of texts, found ${found}. Send one text as input and one as compare_with, or one of pairs.`;
  throw new ApiError('invalid_value', message, { param: 'tokens' });
}

function expectMean(pooling: SimilarityRequest['pooling']): void {
  if (pooling === 'mean') return;
  const message = `pooling: expected mean beside tokens, found ${pooling}: only the similarity of means is a sum over pairs of tokens.`;
  throw new ApiError('invalid_value', message, { param: 'pooling' });
}
