import type { Context, TypedResponse } from 'hono';
import type { z } from 'zod';
import { type Answer, fileParts } from '../shared/api/answer/tensor-answer.ts';
import { type json, type MediaType, negotiate } from '../shared/api/media-types.ts';
import type { Route } from '../shared/api/routes.ts';
import type { InTurn } from '../shared/api/turn.ts';
import { apiVersion } from '../shared/api/version.ts';
import type { Bert } from '../shared/model/bert.ts';
import type { Parcel } from './admission/outbox.ts';
import { bodyOfParts, bodyOfText } from './answer-body.ts';
import { AnswerRoom } from './answer-room.ts';
import type { AppEnv } from './env.ts';
import { hasTag } from './middleware/headers.ts';
import { sha256 } from './sha256.ts';

/** The response of a route as the typed client knows it: typed where JSON is the only form. */
type ResponseOf<R extends Route> = R['media'] extends readonly [typeof json]
  ? Response & TypedResponse<z.output<R['response']>, 200, 'json'>
  : Response;

/** Answers a good request: agrees on a form, waits for the model, and sends the answer from where it was computed. */
export async function respond<R extends Route>(
  context: Context<AppEnv>,
  route: R,
  request: z.output<R['request']>,
): Promise<ResponseOf<R>> {
  const mediaType = negotiate(context.req.header('accept'), route.media);
  const bert = await context.var.resident.bert(context);
  const answered = answerIn(context, route, mediaType, (inTurn) => route.answer(bert, request, inTurn, mediaType));
  return answered as Promise<ResponseOf<R>>;
}

/**
 * Answers a GET under an ETag of what the answer depends on: the model's weights, this code, the request in its one normal
 * form and the media type. The tag is known before the model is asked, so a client that has the answer, or asks for its
 * headers alone, costs no pass. `plan` refuses what cannot be answered all the same.
 */
export async function respondTagged<Plan>(
  context: Context<AppEnv>,
  route: Route,
  plan: (bert: Bert, mediaType: MediaType) => Plan,
  answer: (bert: Bert, plan: Plan, inTurn: InTurn) => Promise<Answer>,
): Promise<Response> {
  const mediaType = negotiate(context.req.header('accept'), route.media);
  const { resident } = context.var;
  const bert = await resident.bert(context);
  const planned = plan(bert, mediaType);
  const etag = await tagOf([apiVersion, await resident.weightsVersion(context.env), mediaType, planned]);
  if (context.req.method !== 'GET' || hasTag(context, etag)) {
    return new Response(null, { headers: headersOf(route, mediaType, { etag }) });
  }
  return answerIn(context, route, mediaType, (inTurn) => answer(bert, planned, inTurn), { etag });
}

/** Computes an answer in room of its own and sends it from there; an error gives the room back. */
async function answerIn(
  context: Context<AppEnv>,
  route: Route,
  mediaType: MediaType,
  make: (inTurn: InTurn) => Promise<Answer>,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const room = new AnswerRoom(context);
  try {
    const answer = await make(room.inTurn);
    const body = bodyOf(context, answer, mediaType, room.parcel(answer.heldBytes));
    return new Response(body, { headers: headersOf(route, mediaType, more) });
  } catch (error) {
    room.release();
    throw error;
  }
}

function bodyOf(
  { var: { resident } }: Context<AppEnv>,
  answer: Answer,
  mediaType: MediaType,
  parcel: Parcel,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  const { passingStream } = resident.host;
  const parts = fileParts(answer, mediaType);
  if (parts === undefined) return bodyOfText(answer.json(), parcel, passingStream);
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return bodyOfParts(parts, parcel, passingStream(bytes));
}

function headersOf({ media }: Route, mediaType: MediaType, more: Readonly<Record<string, string>>) {
  return { 'content-type': mediaType, ...(media.length > 1 && { vary: 'accept' }), ...more };
}

/** Equal requests have equal plans, written in the same order. */
async function tagOf(parts: readonly unknown[]): Promise<string> {
  return `"${await sha256(JSON.stringify(parts))}"`;
}
