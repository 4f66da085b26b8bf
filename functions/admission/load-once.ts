import { ApiError } from '../../shared/api/errors.ts';

interface Attempt<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  lastProgress: number;
}

/** Loads a value. It must call `onProgress` whenever it gets further, and stop when `signal` is aborted. */
export type Load<T> = (onProgress: () => void, signal: AbortSignal) => Promise<T>;

/** Keeps the runtime waiting for a promise after its request has ended: `ExecutionContext.waitUntil`. */
export type KeepAlive = (promise: Promise<unknown>) => void;

export type LoadState = 'cold' | 'loading' | 'ready';

/**
 * Loads a value once, however many requests ask for it meanwhile. Where the load fails, or makes no progress for
 * `stallMs`, every waiting request gets an ApiError 503, and the next request begins a new load.
 */
export class LoadOnce<T> {
  readonly #stallMs: number;
  #attempt: Attempt<T> | undefined;
  #value: T | undefined;

  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  get state(): LoadState {
    if (this.#value !== undefined) return 'ready';
    return this.#attempt === undefined ? 'cold' : 'loading';
  }

  /** The value; undefined until it is loaded. */
  get value(): T | undefined {
    return this.#value;
  }

  /**
   * The value, once loaded. `load` is called only where no other attempt is under way.
   * @throws ApiError 503 where the load fails or stalls.
   */
  async get(load: Load<T>, keepAlive: KeepAlive): Promise<T> {
    if (this.#value !== undefined) return this.#value;
    this.#attempt ??= this.#begin(load, keepAlive);
    return this.#wait(this.#attempt);
  }

  #begin(load: Load<T>, keepAlive: KeepAlive): Attempt<T> {
    const controller = new AbortController();
    const onProgress = () => {
      attempt.lastProgress = Date.now();
    };
    const promise = Promise.resolve().then(() => load(onProgress, controller.signal));
    const attempt: Attempt<T> = { promise, controller, lastProgress: Date.now() };
    const settled = promise.then(
      (value) => {
        if (this.#attempt === attempt) this.#value = value;
      },
      () => this.#forget(attempt),
    );
    keepAlive(settled);
    return attempt;
  }

  #forget(attempt: Attempt<T>): void {
    if (this.#attempt === attempt) this.#attempt = undefined;
  }

  /**
   * Each waiting request runs its own stall timer, because workerd cancels a request's timers when that request ends.
   */
  async #wait(attempt: Attempt<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stalled = new Promise<never>((_, reject) => {
      const check = () => {
        const left = attempt.lastProgress + this.#stallMs - Date.now();
        if (left > 0) timer = setTimeout(check, left);
        else reject(this.#giveUp(attempt));
      };
      timer = setTimeout(check, this.#stallMs);
    });
    try {
      return await Promise.race([attempt.promise, stalled]);
    } catch (error) {
      const { aborted, reason } = attempt.controller.signal;
      throw aborted ? reason : loadFailed(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The first request that notices the stall aborts the load; the others find its error as the reason of the signal.
   */
  #giveUp(attempt: Attempt<T>): ApiError {
    this.#forget(attempt);
    const seconds = this.#stallMs / 1000;
    const stalled = new ApiError('model_load_stalled', `The model made no progress for ${seconds} s. Try again.`, {
      retryAfter: 1,
    });
    attempt.controller.abort(stalled);
    return stalled;
  }
}

function loadFailed(cause: unknown): ApiError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ApiError('model_load_failed', `The model could not be loaded: ${reason}. Try again.`, {
    retryAfter: 1,
    cause,
  });
}
