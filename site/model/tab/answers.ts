import type { TabRequest } from './answer-request.ts';
import type { Ask, Told } from './messages.ts';

type Heard = Extract<Told, { id: number }>;

interface Waiting {
  readonly begin: (response: Response) => void;
  readonly fail: (reason: unknown) => void;
  /** Where the lines of the answer go, once it has begun. */
  lines?: ReadableStreamDefaultController<Uint8Array>;
}

/** The page's side of the requests that a worker answers: what the worker tells becomes responses. */
export class Answers {
  readonly #send: (ask: Ask) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  constructor(send: (ask: Ask) => void) {
    this.#send = send;
  }

  /** The response to a request; its lines arrive as they become known. @throws the signal's reason when it is aborted */
  ask(request: TabRequest, signal?: AbortSignal): Promise<Response> {
    const id = this.#next++;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    this.#waiting.set(id, { begin: resolve, fail: reject });
    signal?.addEventListener('abort', () => this.#giveUp(id, signal.reason), { once: true });
    this.#send({ kind: 'ask', id, request });
    return promise;
  }

  hear(told: Heard): void {
    const waiting = this.#waiting.get(told.id);
    if (!waiting) return;
    if (told.kind === 'answer') this.#begin(told, waiting);
    else if (told.kind === 'line') waiting.lines?.enqueue(new TextEncoder().encode(told.text));
    else {
      waiting.lines?.close();
      this.#waiting.delete(told.id);
    }
  }

  #begin({ id, answer, isInLines }: Extract<Heard, { kind: 'answer' }>, waiting: Waiting): void {
    const { status, contentType, body } = answer;
    const headers = { 'content-type': contentType };
    waiting.begin(new Response(isInLines ? this.#linesOf(id, waiting) : body, { status, headers }));
    if (!isInLines) this.#waiting.delete(id);
  }

  #linesOf(id: number, waiting: Waiting): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (controller) => {
        waiting.lines = controller;
      },
      cancel: (reason) => this.#giveUp(id, reason),
    });
  }

  #giveUp(id: number, reason: unknown): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    waiting.fail(reason);
    waiting.lines?.error(reason);
    this.#send({ kind: 'give-up', id });
  }
}
