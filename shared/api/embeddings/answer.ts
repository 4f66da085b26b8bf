import type { Bert } from '../../model/bert.ts';
import { base64Vector, shortenVector } from '../../model/sentence-vector.ts';
import { shortestFloat32 } from '../../tensors/shortest-float32.ts';
import { type TensorPieces, tensorRows } from '../../tensors/tensor-pieces.ts';
import { type JsonAnswer, jsonLater, jsonSequence } from '../answer/tensor-answer.ts';
import { readTexts } from '../checks/prompt.ts';
import { usageOf } from '../fields/text.ts';
import { expectDimensions, expectRequestTokens } from '../limits.ts';
import { expectModel } from '../model-ids.ts';
import type { InTurn } from '../turn.ts';
import type { EmbeddingsRequest } from './contract.ts';

/** What `/v1/embeddings` answers. @throws ApiError naming the field that asks for too much. */
export async function answerEmbeddings(bert: Bert, request: EmbeddingsRequest, inTurn: InTurn): Promise<JsonAnswer> {
  const dimensions = expectDimensions(request.dimensions, bert.config.hiddenSize);
  const asked = typeof request.input === 'string' ? [request.input] : request.input;
  const { inputIds, truncated, tokens } = readTexts(bert, asked, request.truncate);
  expectRequestTokens(expectModel(bert.id), tokens);
  const bytes = 4 * inputIds.length * dimensions;
  const vectors = await inTurn({ bytes, tokens }, async (space, turn) => {
    const vectors = space.tensor('F32', [inputIds.length, dimensions]);
    let written = 0;
    for await (const vector of bert.streamVectors(inputIds, turn.pause)) {
      vectors.write(written, shortenVector(vector, dimensions));
      written += dimensions;
    }
    return vectors;
  });
  return embeddingsAnswer(
    vectors,
    request.encoding_format === 'base64' ? base64Json : numbersJson,
    bert.id,
    tokens,
    truncated,
  );
}

/** A function of its own, so that an answer that waits for its client keeps its vectors and not the texts. */
function embeddingsAnswer(
  vectors: TensorPieces,
  encode: (vector: Float32Array) => string,
  model: string,
  tokens: number,
  truncated: ReadonlySet<number>,
): JsonAnswer {
  const data = () =>
    jsonSequence(tensorRows(vectors), (vector, index) => embeddingJson(index, encode(vector), truncated.has(index)));
  return { json: jsonLater({ object: 'list' }, () => ({ data: data() }), { model, usage: usageOf(tokens) }) };
}

function embeddingJson(index: number, embedding: string, truncated: boolean): string {
  return `{"object":"embedding","index":${index},"embedding":${embedding}${truncated ? ',"truncated":true' : ''}}`;
}

function numbersJson(vector: Float32Array): string {
  return `[${Array.from(vector, shortestFloat32).join(',')}]`;
}

function base64Json(vector: Float32Array): string {
  return JSON.stringify(base64Vector(vector));
}
