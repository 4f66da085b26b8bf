import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Load, LoadOnce } from '../../../functions/admission/load-once.ts';

const stallMs = 1000;
const kept: Promise<unknown>[] = [];
const keepAlive = (promise: Promise<unknown>) => void kept.push(promise);

beforeEach(() => {
  vi.useFakeTimers();
  kept.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

function counted(load: Load<string>) {
  const counts = { loads: 0 };
  const counting: Load<string> = (onProgress, signal) => {
    counts.loads++;
    return load(onProgress, signal);
  };
  return { counts, load: counting };
}

/** Never finishes, unless it is aborted. */
const stuck: Load<string> = (_, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('LoadOnce', () => {
  it('loads once for all who wait, and not again', async () => {
    const { counts, load } = counted(async () => 'model');
    const once = new LoadOnce<string>(stallMs);
    expect(await Promise.all([once.get(load, keepAlive), once.get(load, keepAlive)])).toEqual(['model', 'model']);
    expect(await once.get(load, keepAlive)).toBe('model');
    expect(counts.loads).toBe(1);
  });

  it('says where it stands', async () => {
    const once = new LoadOnce<string>(stallMs);
    expect([once.state, once.value]).toEqual(['cold', undefined]);
    const loading = once.get(async () => 'model', keepAlive);
    expect(once.state).toBe('loading');
    await loading;
    expect([once.state, once.value]).toEqual(['ready', 'model']);
  });

  it('keeps the load alive beyond the request that began it', async () => {
    const once = new LoadOnce<string>(stallMs);
    await once.get(async () => 'model', keepAlive);
    expect(kept).toHaveLength(1);
    await expect(kept[0]).resolves.toBeUndefined();
  });

  it('names a failure to all who wait, and tries again for the next', async () => {
    const once = new LoadOnce<string>(stallMs);
    const failing: Load<string> = async () => {
      throw new Error('shard 2 is short');
    };
    const waiting = [once.get(failing, keepAlive), once.get(failing, keepAlive)];
    for (const result of await Promise.allSettled(waiting)) {
      expect(result).toMatchObject({
        reason: {
          status: 503,
          code: 'model_load_failed',
          retryAfter: 1,
          message: expect.stringContaining('shard 2 is short'),
        },
      });
    }
    expect(once.state).toBe('cold');
    expect(await once.get(async () => 'model', keepAlive)).toBe('model');
  });

  it('names a stall to all who wait, stops that load, and tries again for the next', async () => {
    const once = new LoadOnce<string>(stallMs);
    let stopped: AbortSignal | undefined;
    const load: Load<string> = (onProgress, signal) => {
      stopped = signal;
      return stuck(onProgress, signal);
    };
    const waiting = Promise.allSettled([once.get(load, keepAlive), once.get(load, keepAlive)]);
    await vi.advanceTimersByTimeAsync(stallMs);
    for (const result of await waiting) {
      expect(result).toMatchObject({ reason: { status: 503, code: 'model_load_stalled', retryAfter: 1 } });
    }
    expect(stopped?.aborted).toBe(true);
    expect(await once.get(async () => 'model', keepAlive)).toBe('model');
  });

  it('waits as long as there is progress', async () => {
    const once = new LoadOnce<string>(stallMs);
    const slow: Load<string> = async (onProgress) => {
      for (let step = 0; step < 5; step++) {
        await new Promise((resolve) => setTimeout(resolve, stallMs - 1));
        onProgress();
      }
      return 'model';
    };
    const loading = once.get(slow, keepAlive);
    await vi.advanceTimersByTimeAsync(5 * stallMs);
    expect(await loading).toBe('model');
  });

  it('does not take the late end of a load it gave up for the model', async () => {
    const once = new LoadOnce<string>(stallMs);
    let finish: (value: string) => void = () => undefined;
    const first = once
      .get(() => new Promise((resolve) => (finish = resolve)), keepAlive)
      .catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(stallMs);
    expect(await first).toBeInstanceOf(Error);
    finish('late');
    expect(await once.get(async () => 'fresh', keepAlive)).toBe('fresh');
  });
});
