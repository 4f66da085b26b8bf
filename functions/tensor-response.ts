import type { Context } from 'hono';
import type { TensorAnswer } from '../shared/api/answer/tensor-answer.ts';
import { type MediaType, npy, safetensors } from '../shared/api/media-types.ts';
import type { InTurn } from '../shared/api/turn.ts';
import { apiVersion } from '../shared/api/version.ts';
import type { Bert } from '../shared/model/bert.ts';
import { npyParts, safetensorsParts } from '../shared/tensors/tensor-pieces.ts';
import type { Parcel } from './admission/outbox.ts';
import { bodyOfParts, bodyOfText } from './answer-body.ts';
import type { AppEnv } from './env.ts';
import { hasTag } from './middleware/headers.ts';
import { reservedAnswer } from './reserved-answer.ts';
import { residentBert } from './resident.ts';
import { sha256, weightsVersion } from './weights-version.ts';

type AnswerTo = (bert: Bert, inTurn: InTurn) => Promise<TensorAnswer>;

/** Answers with tensors as the media type that was agreed on, sent from where they were written. */
export function tensorResponse(
  context: Context<AppEnv>,
  mediaType: MediaType,
  answerTo: AnswerTo,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return reservedAnswer(context, answerTo, async (answer, parcel) => {
    const all = { 'content-type': mediaType, vary: 'accept', ...headers };
    return new Response(tensorBody(mediaType, answer, parcel), { headers: all });
  });
}

/**
 * The answer to a GET under an ETag of what it depends on: the model's weights, this code, the request in its one normal
 * form and the media type. It is known before the model is asked, so who has the answer, and who asks for its head,
 * costs no pass. `plan` refuses what cannot be answered all the same.
 */
export async function taggedTensorResponse<Plan>(
  context: Context<AppEnv>,
  mediaType: MediaType,
  plan: (bert: Bert) => Plan,
  answerTo: (bert: Bert, plan: Plan, inTurn: InTurn) => Promise<TensorAnswer>,
): Promise<Response> {
  const planned = plan(await residentBert(context));
  const etag = await tagOf([apiVersion, await weightsVersion(context.env), mediaType, planned]);
  if (context.req.method === 'GET' && !hasTag(context, etag)) {
    return tensorResponse(context, mediaType, (bert, inTurn) => answerTo(bert, planned, inTurn), { etag });
  }
  return new Response(null, { headers: { 'content-type': mediaType, vary: 'accept', etag } });
}

/** Equal requests have equal plans, written in the same order. */
async function tagOf(parts: readonly unknown[]): Promise<string> {
  return `"${await sha256(JSON.stringify(parts))}"`;
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
