import type { ClientRequestOptions, InferRequestType } from 'hono/client';
import { api } from './api-client.ts';
import { readAttentionFile } from './attention-file.ts';
import type { AttentionTrace } from './attention-trace.ts';

/** The API understood the request and said no; the message is its own, written for people. */
export class AttentionRefused extends Error {
  override readonly name = 'AttentionRefused';
}

/** The API could not be reached, or did not answer as agreed. */
export class AttentionDown extends Error {
  override readonly name = 'AttentionDown';
}

export interface AttentionQuestion {
  readonly text: string;
  /** Second segment; empty: none. */
  readonly pair: string;
  /** 0-based: the one head that is fetched when all 144 would be too large an answer. */
  readonly layer: number;
  readonly head: number;
}

const tooLarge = 413;

/** Spelled here: the module of the wire contract that names it would bring zod to every reader. */
const safetensors = 'application/vnd.safetensors';

/**
 * Attention of a text from `POST /v1/attention`: all heads, or only the wanted one when all would be too large.
 * @throws AttentionRefused with the API's own words; AttentionDown when there is no usable answer
 */
export async function fetchAttention(question: AttentionQuestion, signal: AbortSignal): Promise<AttentionTrace> {
  const { text, pair, layer, head } = question;
  const body = { text, ...(pair && { text_pair: pair }) };
  const ask = (json: AttentionBody) => askModel((options) => api.v1.attention.$post({ json }, options), signal);
  const response = await ask(body);
  if (response.status !== tooLarge) return readAnswer(response);
  return readAnswer(await ask({ ...body, layers: [layer], heads: [head] }));
}

type AttentionBody = InferRequestType<typeof api.v1.attention.$post>['json'];

/** What is read of a response, whatever its route says it holds. */
export type Answer = Pick<Response, 'ok' | 'status' | 'arrayBuffer' | 'json'>;

/** The answer of one route, a safetensors file if all is well. @throws AttentionDown when there is none */
export async function askModel(
  send: (options: ClientRequestOptions) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await send({ headers: { accept: safetensors }, init: { signal } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new AttentionDown('The model could not be reached.', { cause });
  }
}

async function readAnswer(response: Answer): Promise<AttentionTrace> {
  if (!response.ok) throw await readRefusal(response);
  try {
    return readAttentionFile(new Uint8Array(await response.arrayBuffer()));
  } catch (cause) {
    throw new AttentionDown('The model answered in a way this page cannot read.', { cause });
  }
}

/** Why a response is no answer. */
export async function readRefusal(response: Answer): Promise<Error> {
  const answer: { error?: { message?: string } } = await response.json().catch(() => ({}));
  const message = answer.error?.message;
  if (response.status < 500 && message) return new AttentionRefused(message);
  return new AttentionDown(`The model is not answering (status ${response.status}).`);
}
