import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drain, readUpload } from '../../../functions/admission/upload.ts';

const patience = { stallMs: 10_000, totalMs: 60_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A body that sends a byte at each of these times, in milliseconds, and ends at the last one. */
function bytesAt(...times: readonly number[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const time of times.slice(0, -1)) setTimeout(() => enqueue(controller), time);
      setTimeout(() => close(controller), times.at(-1));
    },
  });
}

function enqueue(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.enqueue(new Uint8Array(1));
  } catch {
    // Cancelled by its reader.
  }
}

function close(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // Cancelled by its reader.
  }
}

/** How reading ends, once two minutes have passed. */
async function outcome(body: ReadableStream<Uint8Array>): Promise<{ bytes: number; error?: unknown }> {
  let bytes = 0;
  const reading = readUpload(body, (chunk) => (bytes += chunk.length), patience).then(
    () => ({ bytes }),
    (error: unknown) => ({ bytes, error }),
  );
  await vi.advanceTimersByTimeAsync(120_000);
  return reading;
}

const stalled = expect.objectContaining({ status: 408, code: 'upload_stalled' });

describe('readUpload', () => {
  it('takes a slow body to its end', async () => {
    expect(await outcome(bytesAt(0, 9000, 18_000, 27_000, 36_000))).toEqual({ bytes: 4 });
  });

  it.each([
    ['nothing at all', [100_000]],
    ['nothing after the first byte', [0, 100_000]],
    [
      'a byte every nine seconds for longer than a minute',
      [0, 9000, 18_000, 27_000, 36_000, 45_000, 54_000, 63_000, 72_000],
    ],
  ])('ends a body that sends %s with 408', async (_, times) => {
    expect((await outcome(bytesAt(...times))).error).toEqual(stalled);
  });

  it('says 400 of a body that breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('disconnected')) });
    expect((await outcome(body)).error).toMatchObject({ status: 400, code: 'incomplete_body' });
  });

  it('leaves the rest to whoever reads on, where a part is refused', async () => {
    const body = bytesAt(0, 1, 2, 3, 4);
    const refusal = new Error('no room');
    const reading = readUpload(body, () => {
      throw refusal;
    });
    const caught = reading.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    expect(await caught).toBe(refusal);
    await drain(body);
    expect((await body.getReader().read()).done).toBe(true);
  });
});

describe('drain', () => {
  it('ends with a body that has no end', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 2 ** 20;
        controller.enqueue(new Uint8Array(2 ** 20));
      },
    });
    await drain(endless);
    expect(sent).toBeLessThanOrEqual(20 * 2 ** 20);
  });

  it('leaves a body alone that somebody reads', async () => {
    const body = bytesAt(0, 1);
    const reader = body.getReader();
    await drain(body);
    await drain(null);
    reader.releaseLock();
    expect(body.locked).toBe(false);
  });
});
