import type { Context } from 'hono';
import { type MediaType, npy, safetensors } from '../shared/api/media-types.ts';
import type { TensorAnswer } from '../shared/api/tensor-answer.ts';
import type { InTurn } from '../shared/api/turn.ts';
import type { Bert } from '../shared/model/bert.ts';
import { npyParts, safetensorsParts } from '../shared/tensors/tensor-pieces.ts';
import { bodyOfParts, bodyOfText } from './answer-body.ts';
import type { AppEnv } from './env.ts';
import { hasTag } from './middleware/headers.ts';
import type { Parcel } from './outbox.ts';
import { reservedAnswer } from './reserved-answer.ts';

/** Answers with tensors as the media type that was agreed on, sent from where they were written. */
export function tensorResponse(
  context: Context<AppEnv>,
  mediaType: MediaType,
  answerTo: (bert: Bert, inTurn: InTurn) => Promise<TensorAnswer>,
): Promise<Response> {
  return reservedAnswer(context, answerTo, async (answer, parcel) => {
    const headers = new Headers({ 'content-type': mediaType, vary: 'accept' });
    if (context.req.method === 'POST') return new Response(tensorBody(mediaType, answer, parcel), { headers });
    const tag = await tensorTag(mediaType, answer);
    headers.set('etag', tag);
    if (context.req.method === 'GET' && !hasTag(context, tag)) {
      return new Response(tensorBody(mediaType, answer, parcel), { headers });
    }
    parcel.release();
    return new Response(null, { headers });
  });
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
  parcel: Parcel,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (mediaType !== safetensors && mediaType !== npy) return bodyOfText(json(), parcel);
  const parts = mediaType === safetensors ? safetensorsParts(tensors, metadata) : npyParts(main);
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return bodyOfParts(parts, parcel, new FixedLengthStream(bytes));
}
