import { describe, expect, it } from 'vitest';
import { Queue } from '../../functions/queue.ts';

const never = 1e9;

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
  it('runs tasks one at a time, in the order in which they came', async () => {
    const log: string[] = [];
    const queue = new Queue(2, never);
    const [a, b] = [task(log, 'a'), task(log, 'b')];
    const results = [queue.run(a.run), queue.run(b.run)];
    b.end();
    a.end();
    expect(await Promise.all(results)).toEqual(['a', 'b']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('refuses what exceeds its capacity with 503 and Retry-After, and takes more once there is room', async () => {
    const log: string[] = [];
    const queue = new Queue(1, never);
    const a = task(log, 'a');
    const running = queue.run(a.run);
    await expect(queue.run(async () => 'b')).rejects.toMatchObject({ status: 503, code: 'overloaded', retryAfter: 1 });
    a.end();
    await running;
    expect(queue.length).toBe(0);
    expect(await queue.run(async () => 'c')).toBe('c');
  });

  it('lets a task that is given up leave at once, and never runs it', async () => {
    const log: string[] = [];
    const queue = new Queue(2, never);
    const [a, b, c] = [task(log, 'a'), task(log, 'b'), task(log, 'c')];
    const leaving = new AbortController();
    const running = queue.run(a.run);
    const gone = expect(queue.run(b.run, leaving.signal)).rejects.toMatchObject({ code: 'request_aborted' });
    leaving.abort();
    expect(queue.length).toBe(1);
    const next = queue.run(c.run);
    a.end();
    c.end();
    await Promise.all([running, gone, next]);
    expect(log).toEqual(['a begins', 'a ends', 'c begins', 'c ends']);
    expect(queue.length).toBe(0);
  });

  it('counts a task that is given up while it runs until it ends', async () => {
    const log: string[] = [];
    const queue = new Queue(1, never);
    const a = task(log, 'a');
    const leaving = new AbortController();
    const running = queue.run(a.run, leaving.signal);
    while (log.length === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    leaving.abort();
    expect(queue.length).toBe(1);
    a.end();
    expect(await running).toBe('a');
  });

  it('passes over a task that never ends: whoever waits begins', async () => {
    const queue = new Queue(3, 40);
    const log: string[] = [];
    const [dropped, next, last] = [task(log, 'dropped'), task(log, 'next'), task(log, 'last')];
    void queue.run(dropped.run);
    const waiting = [queue.run(next.run), queue.run(last.run)];
    next.end();
    last.end();
    expect(await Promise.all(waiting)).toEqual(['next', 'last']);
    expect(log).toEqual(['dropped begins', 'next begins', 'next ends', 'last begins', 'last ends']);
    expect(queue.length).toBe(0);
  });

  it('goes on after a task that fails', async () => {
    const queue = new Queue(2, never);
    const failing = queue.run(async () => {
      throw new Error('broken');
    });
    const next = queue.run(async () => 'next');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});
