import type { ClientRequestOptions } from 'hono/client';

/** The API understood the request and said no; the message is its own, written for people. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
  /** The API's stable name of the reason. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The API could not be reached, or did not answer as agreed. */
export class ModelDown extends Error {
  override readonly name = 'ModelDown';
}

/** What is read of a response, whatever its route says it holds. */
export type Answer = Pick<Response, 'ok' | 'status' | 'arrayBuffer' | 'json'>;

/** Sends one request of the typed client: `(options) => api.v1.trace.$post({ json }, options)`. */
export type Send = (options: ClientRequestOptions) => Promise<Answer>;

/** Spelled here: the module of the wire contract that names it would bring zod to every reader. */
const safetensors = 'application/vnd.safetensors';

/** The response of one route, whatever its status. @throws ModelDown when there is none */
export async function askModel(send: Send, signal: AbortSignal, accept = safetensors): Promise<Answer> {
  try {
    return await send({ headers: { accept }, init: { signal } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ModelDown('The model could not be reached.', { cause });
  }
}

/**
 * A good response, read.
 * @throws ModelRefused with the API's own words; ModelDown when there is no usable answer
 */
export async function readAnswer<T>(response: Answer, read: (response: Answer) => Promise<T>): Promise<T> {
  if (!response.ok) throw await readRefusal(response);
  try {
    return await read(response);
  } catch (cause) {
    throw new ModelDown('The model answered in a way this page cannot read.', { cause });
  }
}

/** The bytes of an answer. */
export async function bytesOf(response: Answer): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

async function readRefusal(response: Answer): Promise<Error> {
  const answer: { error?: { message?: string; code?: string } } = await response.json().catch(() => ({}));
  const message = answer.error?.message;
  if (response.status < 500 && message) return new ModelRefused(message, answer.error?.code);
  return new ModelDown(`The model is not answering (status ${response.status}).`);
}
