import type { Context, TypedResponse } from 'hono';
import type { z } from 'zod';
import { type Answer, fileParts } from '../shared/api/answer/tensor-answer.ts';
import { isAboutMany } from '../shared/api/batch/about-many.ts';
import { type json, type MediaType, type ndjson, negotiate } from '../shared/api/media-types.ts';
import type { Route } from '../shared/api/routes.ts';
import type { InTurn } from '../shared/api/turn.ts';
import { apiVersion } from '../shared/api/version.ts';
import type { Bert } from '../shared/model/bert.ts';
import type { Parcel } from './admission/parcel.ts';
import { bodyOfLines, bodyOfParts, bodyOfPassing, bodyOfText } from './answer-body.ts';
import { AnswerRoom } from './answer-room.ts';
import { keep, keptAnswer } from './edge-cache.ts';
import type { AppEnv } from './env.ts';
import { hasTag } from './middleware/headers.ts';
import { sha256 } from './sha256.ts';
import { unfinished } from './siblings.ts';

/** The response of a route as the typed client knows it: typed only where the answer is JSON, whole or in lines. */
type ResponseOf<R extends Route> = R['media'][number] extends typeof json | typeof ndjson
  ? Response & TypedResponse<z.output<R['response']>, 200, 'json'>
  : Response;

/**
 * Answers a valid request: negotiates the media type, waits for the model, and sends the answer from the memory in
 * which it was computed.
 */
export async function respond<R extends Route>(
  context: Context<AppEnv>,
  route: R,
  request: z.output<R['request']> | z.output<NonNullable<R['many']>['request']>,
): Promise<ResponseOf<R>> {
  const asked: Pick<Route, 'media' | 'answer'> = (isAboutMany(request) ? route.many : undefined) ?? route;
  const mediaType = negotiate(context.req.header('accept'), asked.media);
  const bert = await context.var.resident.bert(context);
  const answered = answerIn(context, asked, mediaType, (inTurn) => asked.answer(bert, request, inTurn, mediaType));
  return answered as Promise<ResponseOf<R>>;
}

/**
 * Answers a GET under an ETag of everything the answer depends on: the model's weights, the version of this code, the
 * request in its normal form, and the media type. The tag is known before the model runs, so a client that has the
 * answer, or asks for its headers alone, costs no forward pass; nor does one whose answer is kept near its readers.
 * `plan` still refuses a request that cannot be answered.
 */
export async function respondTagged<Plan>(
  context: Context<AppEnv>,
  route: Route,
  plan: (bert: Bert, mediaType: MediaType) => Plan,
  answer: (bert: Bert, plan: Plan, inTurn: InTurn, mediaType: MediaType) => Promise<Answer>,
): Promise<Response> {
  const mediaType = negotiate(context.req.header('accept'), route.media);
  const { resident } = context.var;
  const bert = await resident.bert(context);
  const planned = plan(bert, mediaType);
  const etag = await tagOf([apiVersion, await resident.weightsVersion(context.env), mediaType, planned]);
  if (context.req.method !== 'GET' || hasTag(context, etag)) {
    return new Response(null, { headers: headersOf(route, mediaType, { etag }) });
  }
  const kept = await keptAnswer(context, etag);
  if (kept) return kept;
  return answerIn(context, route, mediaType, (inTurn) => answer(bert, planned, inTurn, mediaType), { etag });
}

/** Computes an answer in a room of its own and sends it from there; an error frees the room. */
async function answerIn(
  context: Context<AppEnv>,
  route: Pick<Route, 'media'>,
  mediaType: MediaType,
  make: (inTurn: InTurn) => Promise<Answer>,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const room = new AnswerRoom(context);
  try {
    const answer = await make(room.inTurn);
    const body = bodyOf(context, answer, mediaType, room.parcel(answer.heldBytes));
    const headers = headersOf(route, mediaType, { ...more, ...unfinished(context, answer) });
    const response = new Response(body, { headers });
    if (more.etag && body instanceof Uint8Array) keep(context, more.etag, response, body);
    return response;
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
  if ('parts' in answer) return bodyOfPassing(answer.parts, parcel, passingStream(answer.bytes));
  if ('lines' in answer) return bodyOfLines(answer.lines, parcel, passingStream());
  const parts = fileParts(answer, mediaType);
  if (parts === undefined) return bodyOfText(answer.json(), parcel, passingStream);
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return bodyOfParts(parts, parcel, passingStream(bytes));
}

function headersOf({ media }: Pick<Route, 'media'>, mediaType: MediaType, more: Readonly<Record<string, string>>) {
  return { 'content-type': mediaType, ...(media.length > 1 && { vary: 'accept' }), ...more };
}

/** Equal requests give equal tags, because their plans have the same fields in the same order. */
async function tagOf(parts: readonly unknown[]): Promise<string> {
  return `"${await sha256(JSON.stringify(parts))}"`;
}
