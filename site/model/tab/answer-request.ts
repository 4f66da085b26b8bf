import { z } from 'zod';
import type { TensorAnswer } from '../../../shared/api/answer/tensor-answer.ts';
import { answerAttention } from '../../../shared/api/attention/answer.ts';
import { attentionRequest } from '../../../shared/api/attention/contract.ts';
import { ApiError } from '../../../shared/api/errors.ts';
import { answerFillMask } from '../../../shared/api/fill-mask/answer.ts';
import { fillMaskRequest } from '../../../shared/api/fill-mask/contract.ts';
import { json, negotiate, npy, safetensors } from '../../../shared/api/media-types.ts';
import { answerTokenize } from '../../../shared/api/tokenize/answer.ts';
import { tokenizeRequest } from '../../../shared/api/tokenize/contract.ts';
import { answerTrace } from '../../../shared/api/trace/answer.ts';
import { traceRequest } from '../../../shared/api/trace/contract.ts';
import type { InTurn } from '../../../shared/api/turn.ts';
import { describeIssue, validationError } from '../../../shared/api/validation.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { nextTurn } from '../../../shared/model/next-turn.ts';
import { npyParts, safetensorsParts } from '../../../shared/tensors/tensor-pieces.ts';
import { ownSpace } from '../../../shared/tensors/tensor-space.ts';

z.config({ customError: describeIssue });

/** A request of the API as it crosses to a Web Worker. */
export interface TabRequest {
  readonly path: string;
  readonly accept: string | undefined;
  /** JSON */
  readonly body: string;
}

/** What the API would have answered. */
export interface TabAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

type Answer = (bert: Bert, request: TabRequest, fields: unknown) => Promise<TabAnswer>;

/** The routes that one model in a tab can answer. */
const routes: Readonly<Record<string, Answer>> = {
  '/v1/attention': async (bert, { accept }, fields) => {
    const mediaType = negotiate(accept, [json, safetensors, npy]);
    return tensorAnswer(mediaType, await answerAttention(bert, parse(attentionRequest, fields), mediaType, atOnce));
  },
  '/v1/trace': async (bert, { accept }, fields) => {
    const mediaType = negotiate(accept, [json, safetensors, npy]);
    return tensorAnswer(mediaType, await answerTrace(bert, parse(traceRequest, fields), mediaType, atOnce));
  },
  '/v1/fill-mask': async (bert, { accept }, fields) => {
    negotiate(accept, [json]);
    return textAnswer(await answerFillMask(bert, parse(fillMaskRequest, fields), atOnce));
  },
  '/v1/tokenize': async (bert, { accept }, fields) => {
    negotiate(accept, [json]);
    return textAnswer(answerTokenize(bert, parse(tokenizeRequest, fields)));
  },
};

/** Whether `answerRequest` knows this path. */
export function answersPath(path: string): boolean {
  return Object.hasOwn(routes, path);
}

/** What the API answers, errors included, by the same builders and in the same shapes. */
export async function answerRequest(bert: Bert, request: TabRequest): Promise<TabAnswer> {
  try {
    const answer = routes[request.path];
    if (!answer) throw new ApiError('not_found', `No such path in this tab: ${request.path}.`);
    return await answer(bert, request, parseJson(request.body));
  } catch (error) {
    const apiError = error instanceof ApiError ? error : internal(error);
    return jsonAnswer(apiError.status, apiError.toResponse());
  }
}

function internal(cause: unknown): ApiError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ApiError('internal_error', `Something went wrong in this tab: ${reason}.`, { cause });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ApiError('invalid_json', 'The body is not JSON. Send one JSON object.', { cause });
  }
}

function parse<T extends z.ZodType>(schema: T, fields: unknown): z.output<T> {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) throw validationError(parsed.error);
  return parsed.data;
}

/** A tab has one reader, who waits for nobody. */
const atOnce: InTurn = ({ bytes }, task) => task(ownSpace(bytes), { pause: nextTurn });

function jsonAnswer(status: number, value: unknown): TabAnswer {
  return { status, contentType: json, body: new TextEncoder().encode(JSON.stringify(value)) };
}

function textAnswer(parts: Iterable<string>): TabAnswer {
  return { status: 200, contentType: json, body: new TextEncoder().encode([...parts].join('')) };
}

function tensorAnswer(mediaType: string, answer: TensorAnswer): TabAnswer {
  return { status: 200, contentType: mediaType, body: joined(partsOf(mediaType, answer)) };
}

function partsOf(mediaType: string, { tensors, main, metadata, json: text }: TensorAnswer): Uint8Array[] {
  if (mediaType === safetensors) return safetensorsParts(tensors, metadata);
  return mediaType === npy ? npyParts(main) : [new TextEncoder().encode([...text()].join(''))];
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
