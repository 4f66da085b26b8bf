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

  /** @throws ApiError 503 when the queue is full. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#length >= this.#capacity) {
      throw new ApiError(
        503,
        'overloaded',
        `${this.#capacity} requests are waiting for this model. Try again shortly.`,
        {
          retryAfter: 1,
        },
      );
    }
    this.#length++;
    const result = this.#last
      .then(nextTurn)
      .then(task)
      .finally(() => this.#length--);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
