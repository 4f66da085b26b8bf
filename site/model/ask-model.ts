import type { ClientRequestOptions } from 'hono/client';
import { limits } from '../../shared/api/limits.ts';
import { safetensors } from '../../shared/api/media-types.ts';
import { answerQueue } from './answer-queue.ts';

/** The question cannot be answered as it stands; the message says why, in words for the reader. */
export class ModelRefused extends Error {
  override readonly name: string = 'ModelRefused';
  /** The API's stable name of the reason. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The API could not be reached, is busy, or did not answer as agreed; the same question may be asked again. */
export class ModelDown extends Error {
  override readonly name = 'ModelDown';
}

/** What is read of a response, whatever its route says it holds. Its body is all here. */
export interface Answer extends Pick<Response, 'ok' | 'status' | 'headers'> {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Sent = Pick<Response, 'ok' | 'status' | 'headers' | 'arrayBuffer'>;

/** Sends one request of the typed client: `(options) => api.v1.trace.$post({ json }, options)`. */
export type Send = (options: ClientRequestOptions) => Promise<Sent>;

interface Asked {
  readonly accept?: string;
  /** Of tensor in the answer, at most. */
  readonly bytes?: number;
}

/** What the server keeps for an answer of no tensors: a page for each, and one more. */
const smallAnswer = 128 * 1024;
/** How often a question is asked again where the server is busy and says when to come back. */
const mostRetries = 4;
const longestWait = 10;
/** How long an answer that nobody wants any more may still take: cut off, it would be made and held for nobody. */
const drainMs = 30_000;

/**
 * The response of one route, whatever its status, when it is this request's turn; also to one who has given up since.
 * @throws ModelDown when there is none; the signal's reason when it is aborted before that turn
 */
export async function askModel(send: Send, signal: AbortSignal, asked: Asked = {}): Promise<Answer> {
  const { accept = safetensors, bytes = 0 } = asked;
  try {
    return await answerQueue.run(bytes + smallAnswer, signal, () => askUntilFree(send, accept, signal));
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ModelDown('The model could not be reached.', { cause });
  }
}

async function askUntilFree(send: Send, accept: string, signal: AbortSignal): Promise<Answer> {
  for (let retries = 0; ; retries++) {
    const answer = await take(send, accept, signal);
    const seconds = answer.status === 503 ? retryAfter(answer) : undefined;
    if (seconds === undefined || seconds > longestWait || retries === mostRetries || signal.aborted) return answer;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

/** One answer to its last byte. One that nobody wants any more is cut off only where it takes long. */
async function take(send: Send, accept: string, signal: AbortSignal): Promise<Answer> {
  const cut = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drain = () => {
    timer = setTimeout(() => cut.abort(signal.reason), drainMs);
  };
  signal.addEventListener('abort', drain, { once: true });
  try {
    const response = await send({ headers: { accept }, init: { signal: cut.signal } });
    const { ok, status, headers } = response;
    return { ok, status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', drain);
  }
}

/** Seconds; undefined where the server does not say. */
function retryAfter({ headers }: Answer): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/**
 * A good response, read.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export function readAnswer<T>(answer: Answer, read: (bytes: Uint8Array<ArrayBuffer>) => T): T {
  if (!answer.ok) throw refusal(answer);
  try {
    return read(answer.bytes);
  } catch (cause) {
    throw new ModelDown('The model answered in a way this page cannot read.', { cause });
  }
}

/** JSON of an answer. */
export function readJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

const tooLong = `It is too long: the model reads ${limits.tokensPerText} tokens at most.`;
/** What the API's reasons mean to somebody who typed a text. */
const reasons: Readonly<Record<string, string>> = {
  context_length_exceeded: tooLong,
  empty_text: 'There is nothing to read yet: type a sentence first.',
  no_mask: 'There is no blank in it: put [MASK] where a word is missing.',
  body_too_large: 'It is too long to be sent.',
  too_many_tokens: tooLong,
  tensor_too_large: 'For a text of this length these are more numbers than one answer can hold.',
};

function refusal(answer: Answer): Error {
  const { status } = answer;
  if (status === 429) {
    const seconds = retryAfter(answer);
    return new ModelDown(
      `Too many questions have come from your address${seconds ? `; ask again in ${seconds} s` : ''}.`,
    );
  }
  if (status === 503) return new ModelDown('The model is busy with other questions. Ask again in a moment.');
  if (status >= 500) return new ModelDown('Something went wrong where the model runs. Ask again in a moment.');
  const code = codeOf(answer);
  const reason = reasons[code ?? ''];
  return new ModelRefused(reason ?? 'This page asked for something that the model does not know.', code);
}

function codeOf({ bytes }: Answer): string | undefined {
  try {
    return (readJson(bytes) as { error?: { code?: string } }).error?.code;
  } catch {
    return undefined;
  }
}
