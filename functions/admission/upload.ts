import { ApiError } from '../../shared/api/errors.ts';

/** How long a client may take to send a body. */
export interface Patience {
  /** Between two chunks. */
  readonly stallMs: number;
  /** For the whole body, because one byte now and then is no progress. */
  readonly totalMs: number;
}

const uploadPatience: Patience = { stallMs: 10_000, totalMs: 60_000 };
/** How long a client may go on sending after its request was refused. */
const drainPatience: Patience = { stallMs: 1_000, totalMs: 10_000 };

/**
 * Hands the bytes of a body to `use` as they arrive.
 * @throws ApiError 408 where the client takes longer than `patience`, 400 where the body breaks off or its framing is
 *   broken, and whatever `use` throws.
 */
export async function readUpload(
  body: ReadableStream<Uint8Array>,
  use: (chunk: Uint8Array) => void,
  patience = uploadPatience,
): Promise<void> {
  const reader = body.getReader();
  const began = Date.now();
  let last = began;
  let stalled: ApiError | undefined;
  const watch = setInterval(() => {
    stalled ??= tooSlow(began, last, patience);
    if (stalled !== undefined) reader.cancel(stalled).catch(() => undefined);
  }, patience.stallMs / 10);
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw stalled ?? brokenOff(cause);
      });
      if (stalled !== undefined) throw stalled;
      if (done) return;
      last = Date.now();
      use(value);
    }
  } finally {
    clearInterval(watch);
    reader.releaseLock();
  }
}

/** How much a refused client may still send, so that it receives the answer instead of a closed connection. */
const drainedBytes = 2 ** 24;

/** Reads and discards the rest of a body, as far as `drainPatience` and `drainedBytes` allow. */
export async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body === null || body.locked) return;
  let bytes = 0;
  try {
    const count = (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes > drainedBytes) throw new Error(`more than ${drainedBytes} bytes`);
    };
    await readUpload(body, count, drainPatience);
  } catch {
    await body.cancel().catch(() => undefined);
  }
}

function tooSlow(began: number, last: number, { stallMs, totalMs }: Patience): ApiError | undefined {
  const now = Date.now();
  if (now - last >= stallMs) return slow(`a byte every ${stallMs / 1000} s or more often`, `none for that long`);
  if (now - began >= totalMs) return slow(`the body within ${totalMs / 1000} s`, 'it still arriving');
  return undefined;
}

function slow(expected: string, found: string): ApiError {
  return new ApiError('upload_stalled', `Expected ${expected}, found ${found}. Send it again.`);
}

function brokenOff(cause: unknown): ApiError {
  const message = 'Expected the body to arrive as its headers announce, found that it breaks off. Send it again.';
  return new ApiError('incomplete_body', message, { cause });
}
