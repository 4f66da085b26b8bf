import { type MediaType, npy, safetensors } from '../shared/api/media-types.ts';
import type { TensorAnswer } from '../shared/api/tensor-answer.ts';
import { npyParts, safetensorsParts } from '../shared/tensors/tensor-pieces.ts';

/** The same answer as the media type that was agreed on, sent piece by piece: no second copy of it is ever made. */
export function tensorResponse(mediaType: MediaType, answer: TensorAnswer, headers: HeadersInit = {}): Response {
  const response = new Response(tensorBody(mediaType, answer), { headers });
  response.headers.set('content-type', mediaType);
  response.headers.set('vary', 'accept');
  return response;
}

/** A stream that knows its length where that is known before it is written, so that readers see how far they are. */
function tensorBody(mediaType: MediaType, { tensors, main, metadata, json }: TensorAnswer): ReadableStream<Uint8Array> {
  if (mediaType === safetensors) return binaryBody(safetensorsParts(tensors, metadata));
  return mediaType === npy ? binaryBody(npyParts(main)) : streamOf(chunks(json()));
}

function binaryBody(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return streamOf(parts.values()).pipeThrough(new FixedLengthStream(bytes));
}

/** The parts, one after the other, each made when the reader is ready for it. */
function streamOf(parts: Iterator<Uint8Array, unknown>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = parts.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array);
    },
  });
}

/**
 * An ETag of what is answered rather than of the bytes sent: it is found without holding the body back until its end.
 * Weak, since JSON and binary spell the same numbers differently.
 */
export async function tensorTag(mediaType: MediaType, { tensors, metadata }: TensorAnswer): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256');
  const writer = digest.getWriter();
  await writer.write(new TextEncoder().encode(mediaType));
  for (const part of safetensorsParts(tensors, metadata)) await writer.write(part);
  await writer.close();
  const hex = Array.from(new Uint8Array(await digest.digest), (byte) => byte.toString(16).padStart(2, '0'));
  return `W/"${hex.join('')}"`;
}

const chunkBytes = 64 * 1024;

/** Text in chunks that are worth sending. */
function* chunks(parts: Iterable<string>): Generator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < chunkBytes) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}
