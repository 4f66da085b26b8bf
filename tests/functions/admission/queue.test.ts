import { describe, expect, it } from 'vitest';
import { Queue } from '../../../functions/admission/queue.ts';
import type { Turn } from '../../../shared/api/turn.ts';

const limits = { capacity: 3, share: 3, patience: 512, stallMs: 1e9 };
const tokens = 3;

/** A task that ends when it is told to. */
function task(log: string[], name: string) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async () => {
    log.push(`${name} begins`);
    await ended;
    log.push(`${name} ends`);
    return name;
  };
  return { run, end };
}

describe('Queue', () => {
  it('runs tasks of one size one at a time, in the order in which they came', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, capacity: 2 });
    const [a, b] = [task(log, 'a'), task(log, 'b')];
    const results = [queue.run(a.run, { tokens }), queue.run(b.run, { tokens })];
    b.end();
    a.end();
    expect(await Promise.all(results)).toEqual(['a', 'b']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('refuses what exceeds its capacity with 503 and Retry-After, and takes more once there is room', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, capacity: 1 });
    const a = task(log, 'a');
    const running = queue.run(a.run, { tokens });
    await expect(queue.run(async () => 'b', { tokens })).rejects.toMatchObject({
      status: 503,
      code: 'overloaded',
      retryAfter: 1,
    });
    a.end();
    await running;
    expect(queue.length).toBe(0);
    expect(await queue.run(async () => 'c', { tokens })).toBe('c');
  });

  it('lets a task that is given up leave at once, and never runs it', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, capacity: 2 });
    const [a, b, c] = [task(log, 'a'), task(log, 'b'), task(log, 'c')];
    const leaving = new AbortController();
    const running = queue.run(a.run, { tokens });
    const gone = expect(queue.run(b.run, { tokens, signal: leaving.signal })).rejects.toMatchObject({
      code: 'request_aborted',
    });
    leaving.abort();
    expect(queue.length).toBe(1);
    const next = queue.run(c.run, { tokens });
    a.end();
    c.end();
    await Promise.all([running, gone, next]);
    expect(log).toEqual(['a begins', 'a ends', 'c begins', 'c ends']);
    expect(queue.length).toBe(0);
  });

  it('counts a task that is given up while it runs until it ends', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, capacity: 1 });
    const a = task(log, 'a');
    const leaving = new AbortController();
    const running = queue.run(a.run, { tokens, signal: leaving.signal });
    while (log.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    leaving.abort();
    expect(queue.length).toBe(1);
    a.end();
    expect(await running).toBe('a');
  });

  it('passes over a task that never ends: whoever waits begins', async () => {
    const queue = new Queue({ ...limits, stallMs: 40 });
    const log: string[] = [];
    const [dropped, next, last] = [task(log, 'dropped'), task(log, 'next'), task(log, 'last')];
    void queue.run(dropped.run, { tokens });
    const waiting = [queue.run(next.run, { tokens }), queue.run(last.run, { tokens })];
    next.end();
    last.end();
    expect(await Promise.all(waiting)).toEqual(['next', 'last']);
    expect(log).toEqual(['dropped begins', 'next begins', 'next ends', 'last begins', 'last ends']);
    expect(queue.length).toBe(0);
  });

  it('goes on after a task that fails', async () => {
    const queue = new Queue({ ...limits, capacity: 2 });
    const failing = queue.run(
      async () => {
        throw new Error('broken');
      },
      { tokens },
    );
    const next = queue.run(async () => 'next', { tokens });
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});

/** Work of several packs of 100 tokens, which notes each of them. */
function packs(log: string[], name: string, count: number, between: () => void = () => undefined) {
  return async (turn: Turn) => {
    for (let left = count; left > 0; left--) {
      if (left < count) await turn.pause(100 * left);
      log.push(name);
      between();
    }
  };
}

describe('work in several packs', () => {
  it('lets a shorter request in between, and goes on where it was', async () => {
    const log: string[] = [];
    const queue = new Queue(limits);
    const short: Promise<void>[] = [];
    const come = () => {
      if (log.length === 2) short.push(queue.run(packs(log, 'short', 1), { tokens: 3 }));
    };
    await queue.run(packs(log, 'long', 4, come), { tokens: 400 });
    await Promise.all(short);
    expect(log).toEqual(['long', 'long', 'short', 'long', 'long']);
  });

  it('is not overtaken by as much: the earlier of two goes on', async () => {
    const log: string[] = [];
    const queue = new Queue(limits);
    const work = ['a', 'b'].map((name) => queue.run(packs(log, name, 3), { tokens: 300 }));
    await Promise.all(work);
    expect(log).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
  });

  it('has the turn again when as many tokens as `patience` have overtaken it', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, capacity: 32, patience: 200 });
    const others: Promise<void>[] = [];
    const come = () => {
      for (let i = 0; i < 5 && others.length < 5; i++) others.push(queue.run(packs(log, 'o', 1), { tokens: 100 }));
    };
    await queue.run(packs(log, 'L', 5, come), { tokens: 500 });
    await Promise.all(others);
    expect(log.join('')).toBe('LooLoLoLLo');
  });

  it('ends at the next pause when it is given up, and the next begins', async () => {
    const log: string[] = [];
    const queue = new Queue(limits);
    const leaving = new AbortController();
    const leave = () => {
      if (log.length === 2) leaving.abort();
    };
    const given = queue.run(packs(log, 'given up', 9, leave), { tokens: 900, signal: leaving.signal });
    const next = queue.run(packs(log, 'next', 1), { tokens: 5000 });
    await expect(given).rejects.toMatchObject({ code: 'request_aborted' });
    await next;
    expect(log).toEqual(['given up', 'given up', 'next']);
    expect(queue.length).toBe(0);
  });

  it('leaves at once when it is given up while others have their turn', async () => {
    const log: string[] = [];
    const queue = new Queue(limits);
    const leaving = new AbortController();
    const b = task(log, 'b');
    const short: Promise<string>[] = [];
    const come = () => short.push(queue.run(b.run, { tokens: 3 }));
    const given = queue.run(packs(log, 'long', 2, come), { tokens: 200, signal: leaving.signal });
    while (!log.includes('b begins')) await new Promise((resolve) => setTimeout(resolve, 0));
    const gone = expect(given).rejects.toMatchObject({ code: 'request_aborted' });
    leaving.abort();
    expect(queue.length).toBe(1);
    b.end();
    await Promise.all([...short, gone]);
    expect(log).toEqual(['long', 'b begins', 'b ends']);
  });

  it('that was passed over cannot go on: another has its turn', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, stallMs: 40 });
    const slow = task(log, 'slow');
    const passedOver = queue.run(
      async (turn) => {
        await slow.run();
        await turn.pause(1);
        log.push('goes on');
      },
      { tokens },
    );
    const gone = expect(passedOver).rejects.toMatchObject({ code: 'request_aborted' });
    await queue.run(async () => slow.end(), { tokens });
    await gone;
    expect(log).toEqual(['slow begins', 'slow ends']);
  });

  it('knows how long it waited, pauses included', async () => {
    const queue = new Queue(limits);
    const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const waited: number[] = [];
    const others: Promise<unknown>[] = [];
    await queue.run(
      async (turn) => {
        others.push(queue.run(() => sleep(80), { tokens: 1 }));
        await sleep(50);
        waited.push(turn.waitedMs);
        await turn.pause(100);
        waited.push(turn.waitedMs);
      },
      { tokens: 200 },
    );
    await Promise.all(others);
    expect(waited[1] - waited[0]).toBeGreaterThanOrEqual(75);
  });
});

describe('one network', () => {
  it('has its share of the places and no more: a third is refused with 503, until one of the two is answered', async () => {
    const log: string[] = [];
    const queue = new Queue({ ...limits, capacity: 8, share: 2 });
    const [a, b] = [task(log, 'a'), task(log, 'b')];
    const of = (network?: string) => ({ tokens, network });
    const held = [queue.run(a.run, of('192.0.2.1')), queue.run(b.run, of('192.0.2.1'))];
    await expect(queue.run(async () => 'c', of('192.0.2.1'))).rejects.toMatchObject({
      status: 503,
      code: 'network_share_taken',
      retryAfter: 1,
    });
    const others = ['192.0.2.2', undefined, undefined, undefined].map((network) =>
      queue.run(async () => 'other', of(network)),
    );
    expect(queue.length).toBe(6);
    a.end();
    b.end();
    await Promise.all([...held, ...others]);
    expect(await queue.run(async () => 'c', of('192.0.2.1'))).toBe('c');
  });
});

describe('A request that waits for its reader', () => {
  it('lets others have their turn, however short it is, and goes on when its reader has come', async () => {
    const log: string[] = [];
    const queue = new Queue(limits);
    const reader = Promise.withResolvers<void>();
    const long = queue.run(
      async (turn) => {
        log.push('long sends');
        await turn.until(reader.promise, 1);
        log.push('long goes on');
      },
      { tokens: 2 },
    );
    await queue.run(async () => log.push('other'), { tokens: 400 });
    await queue.run(async () => log.push('another'), { tokens: 400 });
    reader.resolve();
    await long;
    expect(log).toEqual(['long sends', 'other', 'another', 'long goes on']);
  });

  it('ends when its reader leaves, and where it is given up meanwhile', async () => {
    const queue = new Queue(limits);
    const never = new Promise<void>(() => undefined);
    await expect(
      queue.run((turn) => turn.until(Promise.reject(new Error('the reader left')), 1), { tokens }),
    ).rejects.toThrow('the reader left');
    const gone = new AbortController();
    const waiting = queue.run((turn) => turn.until(never, 1), { tokens, signal: gone.signal });
    setTimeout(() => gone.abort(), 5);
    await expect(waiting).rejects.toMatchObject({ code: 'request_aborted' });
    expect(queue.length).toBe(0);
  });

  it('loses its place where its reader was ended without a word, when somebody else comes', async () => {
    const queue = new Queue({ ...limits, capacity: 1, stallMs: 20 });
    const never = new Promise<void>(() => undefined);
    void queue.run((turn) => turn.until(never, 1), { tokens });
    await expect(queue.run(async () => 'b', { tokens })).rejects.toMatchObject({ code: 'overloaded' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await queue.run(async () => 'b', { tokens })).toBe('b');
  });
});
