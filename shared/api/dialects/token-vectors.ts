import { nestedJson, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import { type JsonAnswer, jsonList } from '../answer/tensor-answer.ts';
import { ApiError } from '../errors.ts';
import { bytesInWords, limits } from '../limits.ts';

/** `[[[...]]]`: for each text the vector of each token. It keeps the vectors alone until they are sent. */
export function listsAnswer(vectors: readonly TensorPieces[]): JsonAnswer {
  return { json: () => jsonList(vectors.map(nestedJson)) };
}

/** @throws ApiError 413 where token vectors are more than an answer in JSON holds, of the numbers alone. */
export function expectTokenVectors(tokens: number, size: number): void {
  const most = Math.floor(limits.jsonTensorBytes / (4 * size));
  if (tokens <= most) return;
  const limit = bytesInWords(limits.jsonTensorBytes);
  const message = `inputs: expected vectors of at most ${most} tokens, ${limit}, found ${tokens} tokens. Send fewer texts at once, or ask /v1/embeddings for safetensors.`;
  throw new ApiError('tensor_too_large', message, { param: 'inputs' });
}
