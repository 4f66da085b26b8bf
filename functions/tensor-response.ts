import { type MediaType, npy, safetensors } from '../shared/api/media-types.ts';
import type { TensorAnswer } from '../shared/api/tensor-answer.ts';
import { npyParts, safetensorsParts } from '../shared/tensors/tensor-pieces.ts';

/** A body in parts, made one after the other while the reader takes them. */
type BodyParts = Iterable<Uint8Array | string>;

/** The same answer as the media type that was agreed on. */
export function tensorResponse(mediaType: MediaType, answer: TensorAnswer): Response {
  return streamResponse(mediaType, tensorParts(mediaType, answer));
}

function tensorParts(mediaType: MediaType, { tensors, main, metadata, json }: TensorAnswer): BodyParts {
  if (mediaType === safetensors) return safetensorsParts(tensors, metadata);
  return mediaType === npy ? npyParts(main) : json();
}

const chunkBytes = 64 * 1024;

/** Small parts leave together, large ones as they are. */
function streamResponse(mediaType: MediaType, parts: BodyParts): Response {
  const iterator = chunks(parts);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return new Response(body, { headers: { 'content-type': mediaType, vary: 'accept' } });
}

function* chunks(parts: BodyParts): Generator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    if (text.length >= chunkBytes || typeof part !== 'string') {
      if (text !== '') yield encoder.encode(text);
      text = '';
    }
    if (typeof part !== 'string') yield part;
  }
  if (text !== '') yield encoder.encode(text);
}
