import { ApiError } from '../errors.ts';

/** Lines from work that goes on to a reader who may be slower: the work never waits, so what it writes must be bounded. */
export interface LineChannel {
  /** Read once. After a failure its error is the last line, as the API words errors. */
  readonly lines: AsyncIterable<string>;
  /** Resolves with the first line; rejects where the work fails before it. */
  readonly begun: Promise<void>;
  write(line: string): void;
  end(): void;
  fail(error: unknown): void;
}

/** A channel without lines. */
export function lineChannel(): LineChannel {
  const waiting: string[] = [];
  const first = Promise.withResolvers<void>();
  let [isFirst, ended] = [true, false];
  let news = Promise.withResolvers<void>();
  const tell = () => {
    news.resolve();
    news = Promise.withResolvers<void>();
  };
  const write = (line: string) => {
    waiting.push(`${line}\n`);
    isFirst = false;
    first.resolve();
    tell();
  };
  const end = () => {
    ended = true;
    tell();
  };
  const fail = (error: unknown) => {
    first.reject(error);
    if (!isFirst) write(JSON.stringify(responseOf(error)));
    end();
  };
  async function* lines(): AsyncGenerator<string> {
    for (;;) {
      const more = news.promise;
      while (waiting.length > 0) yield waiting.shift()!;
      if (ended) return;
      await more;
    }
  }
  return { lines: lines(), begun: first.promise, write, end, fail };
}

function responseOf(error: unknown) {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError('internal_error', 'Something went wrong on the way.', { cause: error });
  return known.toResponse();
}
