import type { Context } from 'hono';
import { type MediaType, npy, safetensors } from '../shared/api/media-types.ts';
import type { TensorAnswer } from '../shared/api/tensor-answer.ts';
import type { Bert } from '../shared/model/bert.ts';
import { npyParts, safetensorsParts } from '../shared/tensors/tensor-pieces.ts';
import type { AppEnv } from './env.ts';
import { outbox, withBert } from './models.ts';
import type { Parcel } from './outbox.ts';

/** A body in parts, made one after the other while the reader takes them. */
type BodyParts = Iterable<Uint8Array | string>;

/** Answers with tensors as the media type that was agreed on, once there is room for as many bytes as they reserve. */
export async function tensorResponse(
  context: Context<AppEnv>,
  mediaType: MediaType,
  answer: (bert: Bert, reserve: (bytes: number) => void) => Promise<TensorAnswer>,
): Promise<Response> {
  let parcel: Parcel | undefined;
  const reserve = (bytes: number) => {
    parcel = outbox.reserve(bytes);
  };
  try {
    const parts = tensorParts(mediaType, await withBert(context, (bert) => answer(bert, reserve)));
    return streamResponse(mediaType, parts, parcel, context.req.raw.signal);
  } catch (error) {
    parcel?.release();
    throw error;
  }
}

function tensorParts(mediaType: MediaType, { tensors, main, metadata, json }: TensorAnswer): BodyParts {
  if (mediaType === safetensors) return safetensorsParts(tensors, metadata);
  return mediaType === npy ? npyParts(main) : json();
}

const chunkBytes = 64 * 1024;

/** Small parts leave together, large ones as they are. */
function streamResponse(
  mediaType: MediaType,
  parts: BodyParts,
  parcel: Parcel | undefined,
  signal: AbortSignal,
): Response {
  const iterator = chunks(parts);
  const release = () => parcel?.release();
  signal.addEventListener('abort', release, { once: true });
  if (signal.aborted) release();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = iterator.next();
      parcel?.progress();
      if (!done) return controller.enqueue(value);
      release();
      controller.close();
    },
    cancel: release,
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
