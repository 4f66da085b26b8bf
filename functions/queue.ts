import { ApiError } from '../shared/api/errors.ts';
import { nextTurn } from '../shared/model/next-turn.ts';

/**
 * Runs tasks one at a time, in the order in which they came; refuses more than `capacity` at once with a 503.
 * Between two tasks the event loop turns, so that one's answer leaves before the next one's work begins.
 */
export class Queue {
  readonly #capacity: number;
  #length = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Tasks that run or wait. */
  get length(): number {
    return this.#length;
  }

  /**
   * A task whose `signal` is aborted while it waits makes room at once and never runs.
   * @throws ApiError 503 when the queue is full, or when nobody waits for the answer any more.
   */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#length >= this.#capacity) throw overloaded(this.#capacity);
    const leave = this.#enter();
    signal?.addEventListener('abort', leave, { once: true });
    const result = this.#last
      .then(nextTurn)
      .then(() => {
        if (signal?.aborted) throw new ApiError(503, 'request_aborted', 'The request was given up before its turn.');
        signal?.removeEventListener('abort', leave);
        return task();
      })
      .finally(leave);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Counts one more; what it gives back counts one less, once. */
  #enter(): () => void {
    let inside = true;
    this.#length++;
    return () => {
      if (inside) this.#length--;
      inside = false;
    };
  }
}

function overloaded(capacity: number): ApiError {
  const message = `${capacity} requests are waiting for this model. Try again shortly.`;
  return new ApiError(503, 'overloaded', message, { retryAfter: 1 });
}
