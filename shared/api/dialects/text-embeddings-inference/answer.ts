import type { Bert } from '../../../model/bert.ts';
import { nestedJson } from '../../../tensors/tensor-pieces.ts';
import type { Token } from '../../../tokenizer/token.ts';
import { type JsonAnswer, jsonSequence } from '../../answer/tensor-answer.ts';
import { countTokens } from '../../checks/prompt.ts';
import { planEmbeddings } from '../../embeddings/plan.ts';
import { readVectors } from '../../embeddings/vectors.ts';
import { ApiError } from '../../errors.ts';
import { listOfTexts } from '../../fields/text-list.ts';
import { limits } from '../../limits.ts';
import { json, safetensors } from '../../media-types.ts';
import type { InTurn } from '../../turn.ts';
import { answerSentenceSimilarity } from '../sentence-similarity.ts';
import { expectTokenVectors, listsAnswer } from '../token-vectors.ts';
import type { EmbedAllRequest, EmbedRequest, SimilarityRequest, TokenizeRequest } from './contract.ts';

const param = 'inputs';

/** `/embed`: [texts, size]. @throws ApiError naming the field that asks for too much. */
export async function answerEmbed(bert: Bert, request: EmbedRequest, inTurn: InTurn): Promise<JsonAnswer> {
  const plan = planEmbeddings(bert, { ...request, input: request.inputs }, param);
  const [vectors] = await readVectors(bert, plan, inTurn, json);
  return { json: () => nestedJson(vectors) };
}

/**
 * `/embed_all`: for each text [n, hiddenSize], the last hidden states as they are.
 * @throws ApiError 413 where they are more than an answer in JSON holds.
 */
export async function answerEmbedAll(bert: Bert, request: EmbedAllRequest, inTurn: InTurn): Promise<JsonAnswer> {
  const plan = planEmbeddings(bert, { ...request, input: request.inputs, pooling: 'none' }, param);
  expectTokenVectors(plan.prompts.tokens, plan.size);
  return listsAnswer(await readVectors(bert, plan, inTurn, safetensors));
}

/** `/similarity`: the cosine of each sentence with the source sentence. @throws ApiError naming what is too much. */
export async function answerSimilarity(bert: Bert, request: SimilarityRequest, inTurn: InTurn): Promise<JsonAnswer> {
  const { source_sentence, sentences } = request.inputs;
  const truncate = request.parameters?.truncate ?? false;
  return answerSentenceSimilarity(bert, { source_sentence, sentences: listOfTexts(sentences) }, truncate, inTurn);
}

/** `/tokenize`: the tokens of each text, without a turn at the model. @throws ApiError 413 where they are too many. */
export async function answerTokenize(bert: Bert, request: TokenizeRequest): Promise<JsonAnswer> {
  const texts = listOfTexts(request.inputs);
  const all = request.add_special_tokens;
  const count = texts.reduce((sum, text) => sum + countTokens(bert.streamTokens(text)), 0);
  if (count > limits.tokensListed) throw tooManyTokens(count);
  const listOf = (text: string) => [...bert.streamTokens(text)].filter(({ special }) => all || !special);
  const written = (text: string) => JSON.stringify(inBytes(text, listOf(text)));
  return {
    json: () => jsonSequence(texts, written),
    heldBytes: texts.reduce((sum, { length }) => sum + 2 * length, 0),
  };
}

/** Tokens with their places counted in bytes of UTF-8, and with their own stretch of the text. */
function inBytes(text: string, tokens: readonly Token[]) {
  const byteAt = byteCounter(text);
  return tokens.map(({ id, text: piece, special, start, end }) => {
    if (special) return { id, text: piece, special, start: null, stop: null };
    const first = byteAt(start);
    return { id, text: text.slice(start, end), special, start: first, stop: first + utf8Bytes(text.slice(start, end)) };
  });
}

/** Bytes before a place in the text; places come in rising order, so that each character is counted once. */
function byteCounter(text: string): (place: number) => number {
  let [counted, bytes] = [0, 0];
  return (place) => {
    if (place < counted) [counted, bytes] = [0, 0];
    bytes += utf8Bytes(text.slice(counted, place));
    counted = place;
    return bytes;
  };
}

function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

function tooManyTokens(count: number): ApiError {
  const message = `${param}: expected at most ${limits.tokensListed} tokens to list, found ${count} or more. Send fewer texts at once.`;
  return new ApiError('too_many_tokens', message, { param });
}
