import type { ClientRequestOptions } from 'hono/client';
import { limits } from '../../shared/api/limits.ts';
import { safetensors } from '../../shared/api/media-types.ts';
import { answerQueue } from './answer-queue.ts';

/** The question cannot be answered as it stands; the message tells the reader why. */
export class ModelRefused extends Error {
  override readonly name: string = 'ModelRefused';
  /** The API's code of the reason. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The API could not be reached, is busy, or answered wrongly; the same question may be asked again. */
export class ModelDown extends Error {
  override readonly name = 'ModelDown';
}

/** The parts of a response that are read. Its body has arrived in full. */
export interface ModelAnswer extends Pick<Response, 'ok' | 'status' | 'headers'> {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Sent = Pick<Response, 'ok' | 'status' | 'headers' | 'arrayBuffer'>;

/** Sends one request of the typed client: `(options) => api.v1.trace.$post({ json }, options)`. */
export type Send = (options: ClientRequestOptions) => Promise<Sent>;

interface Asked {
  readonly accept?: string;
  /** The most bytes of tensors in the answer. */
  readonly bytes?: number;
}

/** What the server reserves for an answer without tensors: two pages of 64 KiB. */
const smallAnswer = 128 * 1024;
/** How often a request is repeated where the server is busy and says when to come back. */
const mostRetries = 4;
const longestWait = 10;
/**
 * How long an abandoned answer may go on arriving. Cut off at once, it would still be computed, and then held in the
 * server for nobody.
 */
const drainMs = 30_000;

/**
 * Sends a request when it is its turn, and gives its answer, whatever its status. An aborted request whose turn has
 * come still gets its answer, as `AnswerQueue` explains.
 * @throws ModelDown when there is no answer; the signal's reason when it is aborted before its turn
 */
export function askModel(send: Send, signal: AbortSignal, asked: Asked = {}): Promise<ModelAnswer> {
  const { accept = safetensors, bytes = 0 } = asked;
  return inTurn(bytes, signal, () => take(send, accept, signal));
}

/**
 * What `take` gives when it is its turn; once more where the server is busy and says when to come back.
 * @param bytes the most bytes of tensors in the answer
 * @throws ModelDown when there is no answer; what `take` throws for the reader; the signal's reason when it is aborted
 */
export async function inTurn(
  bytes: number,
  signal: AbortSignal,
  take: () => Promise<ModelAnswer>,
): Promise<ModelAnswer> {
  try {
    return await answerQueue.run(bytes + smallAnswer, signal, () => untilFree(take, signal));
  } catch (cause) {
    if (signal.aborted || cause instanceof ModelRefused || cause instanceof ModelDown) throw cause;
    throw new ModelDown('The model could not be reached.', { cause });
  }
}

async function untilFree(take: () => Promise<ModelAnswer>, signal: AbortSignal): Promise<ModelAnswer> {
  for (let retries = 0; ; retries++) {
    const answer = await take();
    const seconds = answer.status === 503 ? retryAfter(answer) : undefined;
    if (seconds === undefined || seconds > longestWait || retries === mostRetries || signal.aborted) return answer;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

/** Reads one answer to its last byte. An aborted request is cut off only after `drainMs`. */
async function take(send: Send, accept: string, signal: AbortSignal): Promise<ModelAnswer> {
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

/** Seconds to wait; undefined where the server does not say. */
function retryAfter({ headers }: ModelAnswer): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/**
 * The value that `read` makes of a successful answer.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export function readAnswer<T>(answer: ModelAnswer, read: (bytes: Uint8Array<ArrayBuffer>) => T): T {
  if (!answer.ok) throw refusal(answer);
  try {
    return read(answer.bytes);
  } catch (cause) {
    throw new ModelDown('The model answered in a way this page cannot read.', { cause });
  }
}

export function readJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

const tooLong = `It is too long: the model reads ${limits.tokensPerText} tokens at most.`;
/** What the API's codes mean to somebody who typed a text. */
const reasons: Readonly<Record<string, string>> = {
  context_length_exceeded: tooLong,
  empty_text: 'There is nothing to read yet: type a sentence first.',
  no_mask: 'There is no blank in it: put [MASK] where a word is missing.',
  body_too_large: 'It is too long to be sent.',
  too_many_tokens: tooLong,
  tensor_too_large: 'For a text of this length these are more numbers than one answer can hold.',
};

function refusal(answer: ModelAnswer): Error {
  const { status } = answer;
  if (status === 429) {
    const seconds = retryAfter(answer);
    return new ModelDown(
      `Too many questions have come from your address${seconds ? `; ask again in ${seconds} s` : ''}.`,
    );
  }
  if (status === 503) return new ModelDown('The model is busy with other questions. Ask again in a moment.');
  if (status >= 500) return wentWrong();
  const code = codeOf(answer);
  const reason = reasons[code ?? ''];
  return new ModelRefused(reason ?? 'This page asked for something that the model does not know.', code);
}

/** The model's own fault. */
export function wentWrong(): ModelDown {
  return new ModelDown('Something went wrong where the model runs. Ask again in a moment.');
}

function codeOf({ bytes }: ModelAnswer): string | undefined {
  try {
    return (readJson(bytes) as { error?: { code?: string } }).error?.code;
  } catch {
    return undefined;
  }
}
