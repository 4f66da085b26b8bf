import { ApiError } from '../shared/api/errors.ts';
import { nextTurn } from '../shared/model/next-turn.ts';

interface Place {
  /** Lets the task of this place begin. */
  wake(): void;
  /** When it became the first. */
  since: number;
}

/**
 * Runs tasks one at a time, in the order in which they came; refuses more than `capacity` at once with a 503.
 * Between two tasks the event loop turns, so that one's answer leaves before the next one's work begins.
 *
 * No task waits for a promise of another's request: the runtime may end a request without a word, and its timers and
 * promises with it. Whoever waits watches the first place itself, and passes over one that has not ended for `stallMs`.
 */
export class Queue {
  readonly #capacity: number;
  readonly #stallMs: number;
  /** The first runs, the others wait. */
  readonly #places: Place[] = [];

  constructor(capacity: number, stallMs: number) {
    this.#capacity = capacity;
    this.#stallMs = stallMs;
  }

  /** Tasks that run or wait. */
  get length(): number {
    return this.#places.length;
  }

  /**
   * A task whose `signal` is aborted while it waits makes room at once and never runs.
   * @throws ApiError 503 when the queue is full, or when nobody waits for the answer any more.
   */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#places.length >= this.#capacity) throw overloaded(this.#capacity);
    const place: Place = { wake: () => undefined, since: Date.now() };
    this.#places.push(place);
    try {
      await this.#turnOf(place, signal);
      return await task();
    } finally {
      this.#leave(place);
    }
  }

  async #turnOf(place: Place, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      this.#leave(place);
      reject(givenUp());
    };
    place.wake = resolve;
    if (this.#places[0] === place) resolve();
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) giveUp();
    const watch = setInterval(() => this.#passOverStalled(), this.#stallMs / 4);
    try {
      await promise;
      await nextTurn();
      if (signal?.aborted) throw givenUp();
    } finally {
      clearInterval(watch);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  #passOverStalled(): void {
    const [first] = this.#places;
    if (first !== undefined && Date.now() - first.since > this.#stallMs) this.#leave(first);
  }

  #leave(place: Place): void {
    const index = this.#places.indexOf(place);
    if (index < 0) return;
    this.#places.splice(index, 1);
    const [first] = this.#places;
    if (index > 0 || first === undefined) return;
    first.since = Date.now();
    first.wake();
  }
}

function givenUp(): ApiError {
  return new ApiError('request_aborted', 'The request was given up before its turn.');
}

function overloaded(capacity: number): ApiError {
  const message = `${capacity} requests are waiting for this model. Try again shortly.`;
  return new ApiError('overloaded', message, { retryAfter: 1 });
}
