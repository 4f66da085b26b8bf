import type { Bert } from '../../model/bert.ts';
import { base64Vector, base64Vectors } from '../../model/sentence-vector.ts';
import { shortestFloat32 } from '../../tensors/shortest-float32.ts';
import { nestedJson, type TensorPieces, tensorRows } from '../../tensors/tensor-pieces.ts';
import { jsonLater, metadataOf, type TensorAnswer } from '../answer/tensor-answer.ts';
import { usageOf } from '../fields/text.ts';
import type { MediaType } from '../media-types.ts';
import type { InTurn } from '../turn.ts';
import type { EmbeddingsRequest } from './contract.ts';
import { base64Form, type EmbeddingsPlan, hasLists, planEmbeddings } from './plan.ts';
import { readVectors } from './vectors.ts';

/** What `/v1/embeddings` answers. @throws ApiError naming the field that asks for too much. */
export async function answerEmbeddings(
  bert: Bert,
  request: EmbeddingsRequest,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<TensorAnswer> {
  const inBase64 = request.encoding_format === 'base64';
  const plan = planEmbeddings(bert, request);
  const vectors = await readVectors(bert, plan, inTurn, inBase64 ? base64Form : mediaType);
  return embeddingsAnswer(bert.id, plan, vectors, inBase64);
}

/** A function of its own, so that an answer that waits for its client keeps its vectors and not the texts. */
function embeddingsAnswer(
  model: string,
  plan: EmbeddingsPlan,
  vectors: readonly TensorPieces[],
  inBase64: boolean,
): TensorAnswer {
  const { inputIds, tokens, truncated } = plan.prompts;
  const lists = hasLists(plan);
  const after = { model, usage: usageOf(tokens) };
  return {
    tensors: lists ? listTensors(vectors, inputIds) : { embeddings: vectors[0] },
    main: vectors[0],
    metadata: metadataOf({ object: 'list', ...after, truncated: [...truncated] }),
    json: jsonLater({ object: 'list' }, () => ({ data: dataJson(vectors, lists, inBase64, truncated) }), after),
  };
}

/** `0.embeddings`, `1.embeddings` ... and beside each the ids of the text's tokens. */
function listTensors(vectors: readonly TensorPieces[], inputIds: readonly Int32Array[]): Record<string, TensorPieces> {
  const named = vectors.map((tensor, text) => [`${text}.embeddings`, tensor] as const);
  const ids = inputIds.map((ids, text) => {
    const tensor: TensorPieces = { dtype: 'I32', shape: [ids.length], pieces: [ids] };
    return [`${text}.input_ids`, tensor] as const;
  });
  return Object.fromEntries([...named, ...ids]);
}

function* dataJson(
  vectors: readonly TensorPieces[],
  lists: boolean,
  inBase64: boolean,
  truncated: ReadonlySet<number>,
): Generator<string> {
  const written = lists ? vectors.map((tensor) => listJson(tensor, inBase64)) : vectorsJson(vectors[0], inBase64);
  let index = 0;
  for (const embedding of written) {
    yield `${index === 0 ? '[' : ','}{"object":"embedding","index":${index},"embedding":`;
    yield* embedding;
    if (lists) yield `,"shape":${JSON.stringify(vectors[index].shape)}`;
    yield truncated.has(index) ? ',"truncated":true}' : '}';
    index++;
  }
  yield ']';
}

/** Each vector of [texts, size]. */
function* vectorsJson(vectors: TensorPieces, inBase64: boolean): Generator<Iterable<string>> {
  for (const vector of tensorRows(vectors)) {
    yield [inBase64 ? JSON.stringify(base64Vector(vector)) : `[${Array.from(vector, shortestFloat32).join(',')}]`];
  }
}

/** All vectors of one text: nested numbers, or one base64 text. */
function* listJson(vectors: TensorPieces, inBase64: boolean): Generator<string> {
  if (!inBase64) return yield* nestedJson(vectors);
  yield '"';
  yield* base64Vectors(tensorRows(vectors), vectors.shape[1]);
  yield '"';
}
