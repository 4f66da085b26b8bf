import { type Answer, fileParts } from '../../../shared/api/answer/tensor-answer.ts';
import { isAboutMany, ofItsForm } from '../../../shared/api/batch/about-many.ts';
import { ApiError } from '../../../shared/api/errors.ts';
import { json, type MediaType, negotiate } from '../../../shared/api/media-types.ts';
import { type Route, routes } from '../../../shared/api/routes.ts';
import type { InTurn } from '../../../shared/api/turn.ts';
import { parseJson, parseRequest } from '../../../shared/api/validation.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { nextTurn } from '../../../shared/model/next-turn.ts';
import { ownSpace } from '../../../shared/tensors/tensor-space.ts';
import { tabModelId } from './download.ts';

/** A request of the API, in a form that can be posted to a Web Worker. */
export interface TabRequest {
  readonly path: string;
  readonly accept: string | undefined;
  /** JSON */
  readonly body: string;
}

/** What the API would answer. */
export interface TabAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Empty where the answer comes in lines. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Each with its line break, as it becomes known. */
  readonly lines?: AsyncIterable<string>;
}

/** Awaited now and then by long work. @throws where nobody waits for the answer any more */
export type Pause = () => Promise<void>;

/** Routes whose default model is the one in the tab. */
const tabRoutes: readonly Route[] = Object.values(routes).filter(({ model }) => model === tabModelId);

/** Paths that `answerRequest` can answer. */
export const tabPaths: readonly string[] = tabRoutes.map(({ path }) => path);

/** Answers a request as the API would, errors included: the same routes, without a queue. */
export async function answerRequest(bert: Bert, request: TabRequest, pause: Pause = nextTurn): Promise<TabAnswer> {
  try {
    const route = tabRoutes.find(({ path }) => path === request.path);
    if (route === undefined) throw new ApiError('not_found', `No such path in this tab: ${request.path}.`);
    const body = parseJson(request.body);
    const asked: Pick<Route, 'request' | 'media' | 'answer'> = (isAboutMany(body) ? route.many : undefined) ?? route;
    const fields = parseRequest(asked.request, route.many ? ofItsForm(body) : body);
    const mediaType = negotiate(request.accept, asked.media);
    return await written(await asked.answer(bert, fields, atOnce(pause), mediaType), mediaType);
  } catch (error) {
    const apiError = error instanceof ApiError ? error : internal(error);
    return { status: apiError.status, contentType: json, body: encoded(JSON.stringify(apiError.toResponse())) };
  }
}

function internal(cause: unknown): ApiError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ApiError('internal_error', `Something went wrong in this tab: ${reason}.`, { cause });
}

/** A tab has one reader, so a request waits for nobody else's. */
function atOnce(pause: Pause): InTurn {
  return ({ bytes }, task) => task(ownSpace(bytes), { pause, until: (event) => event });
}

async function written(answer: Answer, mediaType: MediaType): Promise<TabAnswer> {
  const whole = { status: 200, contentType: mediaType };
  if ('parts' in answer) return { ...whole, body: await collected(answer.parts) };
  if ('lines' in answer) return { ...whole, body: new Uint8Array(), lines: answer.lines };
  const parts = fileParts(answer, mediaType);
  return { ...whole, body: parts === undefined ? encoded([...answer.json()].join('')) : joined(parts) };
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Copies of all parts, whose memory is used again. */
async function collected(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const copies: Uint8Array[] = [];
  for await (const part of parts) copies.push(part.slice());
  return joined(copies);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
