import type { Context } from 'hono';
import { type MediaType, npy, safetensors } from '../shared/api/media-types.ts';
import type { TensorAnswer } from '../shared/api/tensor-answer.ts';
import type { InTurn } from '../shared/api/tensor-limits.ts';
import type { Bert } from '../shared/model/bert.ts';
import { npyParts, safetensorsParts } from '../shared/tensors/tensor-pieces.ts';
import type { AppEnv } from './env.ts';
import { inTurn, outbox, residentBert } from './models.ts';
import type { Parcel } from './outbox.ts';

/**
 * Answers with tensors as the media type that was agreed on, once there is room for as many bytes as they reserve.
 * Sent piece by piece: no second copy of an answer is ever made.
 */
export async function tensorResponse(
  context: Context<AppEnv>,
  mediaType: MediaType,
  answerTo: (bert: Bert, inTurn: InTurn) => Promise<TensorAnswer>,
): Promise<Response> {
  let parcel: Parcel | undefined;
  const reserving: InTurn = (bytes, task) =>
    inTurn(context, () => {
      parcel = outbox.reserve(bytes);
      return task();
    });
  try {
    const answer = await answerTo(await residentBert(context), reserving);
    const headers = new Headers({ 'content-type': mediaType, vary: 'accept' });
    if (context.req.method !== 'POST') headers.set('etag', await tensorTag(mediaType, answer));
    return new Response(tensorBody(mediaType, answer, parcel, context.req.raw.signal), { headers });
  } catch (error) {
    parcel?.release();
    throw error;
  }
}

/**
 * An ETag of what is answered rather than of the bytes sent: it is found without holding the body back until its end.
 * The same answer as the same media type is written with the same bytes, so the tag is a strong one.
 */
async function tensorTag(mediaType: MediaType, { tensors, metadata }: TensorAnswer): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256');
  const writer = digest.getWriter();
  await writer.write(new TextEncoder().encode(mediaType));
  for (const part of safetensorsParts(tensors, metadata)) await writer.write(part);
  await writer.close();
  const hex = Array.from(new Uint8Array(await digest.digest), (byte) => byte.toString(16).padStart(2, '0'));
  return `"${hex.join('')}"`;
}

function tensorBody(
  mediaType: MediaType,
  { tensors, main, metadata, json }: TensorAnswer,
  parcel: Parcel | undefined,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  if (mediaType !== safetensors && mediaType !== npy) return streamOf(chunks(json()), parcel, signal);
  const parts = mediaType === safetensors ? safetensorsParts(tensors, metadata) : npyParts(main);
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return streamOf(parts.values(), parcel, signal).pipeThrough(new FixedLengthStream(bytes));
}

/** The parts, one after the other, each made when the reader is ready for it; the parcel is released with the last. */
function streamOf(
  parts: Iterator<Uint8Array, unknown>,
  parcel: Parcel | undefined,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const release = () => parcel?.release();
  signal.addEventListener('abort', release, { once: true });
  if (signal.aborted) release();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = parts.next();
      parcel?.progress();
      if (!done) return controller.enqueue(value as Uint8Array);
      release();
      controller.close();
    },
    cancel: release,
  });
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
