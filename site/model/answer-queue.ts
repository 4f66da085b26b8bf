import { limits } from '../../shared/api/limits.ts';

interface Waiting {
  readonly bytes: number;
  readonly begin: () => void;
}

/**
 * Lets requests begin in their order while all answers on their way together hold no more than the server keeps for
 * one: a large answer alone, small ones side by side. A request that is aborted before its turn is never sent. A
 * request that is aborted later still takes its answer, because the server computes it all the same and holds it until
 * it has been read.
 */
export class AnswerQueue {
  readonly #capacity: number;
  readonly #waiting: Waiting[] = [];
  #taken = 0;

  /**
   * @param capacity bytes of answers that may be on their way at once; a larger answer counts as `capacity`, so it goes
   *   alone
   */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Requests that wait for their turn. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Runs `task` when there is room for `bytes`. @throws the signal's reason when it is aborted before that */
  async run<T>(bytes: number, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const room = Math.min(bytes, this.#capacity);
    await this.#turn(room, signal);
    try {
      return await task();
    } finally {
      this.#taken -= room;
      this.#beginNext();
    }
  }

  #turn(bytes: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const place: Waiting = { bytes, begin: resolve };
    const giveUp = () => {
      const index = this.#waiting.indexOf(place);
      if (index >= 0) this.#waiting.splice(index, 1);
      reject(signal.reason);
      this.#beginNext();
    };
    if (signal.aborted) return Promise.reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    this.#waiting.push(place);
    this.#beginNext();
    return promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  /** Begins the first requests that fit. None overtakes another, because a large one would then wait forever. */
  #beginNext(): void {
    for (let next = this.#waiting[0]; next && this.#taken + next.bytes <= this.#capacity; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#taken += next.bytes;
      next.begin();
    }
  }
}

/** The queue of this page. */
export const answerQueue = new AnswerQueue(limits.tensorBytes);
