import { ApiError } from '../errors.ts';

/** Parts that work hands to a reader, one at a time: each is made when the one before has been taken. */
export interface HandOver<T> {
  /** Read once. Ends with the error of `fail`. */
  readonly parts: AsyncIterable<T>;
  /** Resolves with the first part; rejects where the work fails before it. */
  readonly begun: Promise<void>;
  /**
   * Resolves when the reader has done with the part, so that its memory may be used again.
   * @throws ApiError 503 where the reader has left.
   */
  send(part: T): Promise<void>;
  end(): void;
  fail(error: unknown): void;
}

interface Offer<T> {
  readonly part: T;
  readonly taken: PromiseWithResolvers<void>;
}

/** A hand-over without parts. */
export function handOver<T>(): HandOver<T> {
  const offers: Offer<T>[] = [];
  const begun = Promise.withResolvers<void>();
  begun.promise.catch(() => undefined);
  let news = Promise.withResolvers<void>();
  let ending: { readonly error?: unknown } | undefined;
  let hasLeft = false;
  const tell = () => {
    news.resolve();
    news = Promise.withResolvers<void>();
  };
  const send = (part: T): Promise<void> => {
    if (hasLeft) return Promise.reject(readerLeft());
    const taken = Promise.withResolvers<void>();
    offers.push({ part, taken });
    begun.resolve();
    tell();
    return taken.promise;
  };
  const finish = (how: { readonly error?: unknown }) => {
    ending ??= how;
    tell();
  };
  async function* parts(): AsyncGenerator<T> {
    try {
      for (;;) {
        const more = news.promise;
        for (let offer = offers[0]; offer !== undefined; offer = offers[0]) {
          yield offer.part;
          offers.shift();
          offer.taken.resolve();
        }
        if (ending && 'error' in ending) throw ending.error;
        if (ending) return;
        await more;
      }
    } finally {
      hasLeft = true;
      for (const { taken } of offers) taken.reject(readerLeft());
    }
  }
  const fail = (error: unknown) => {
    begun.reject(error);
    finish({ error });
  };
  return { parts: parts(), begun: begun.promise, send, end: () => finish({}), fail };
}

function readerLeft(): ApiError {
  return new ApiError('request_aborted', 'The reader of the answer has left before its end.');
}
