import { describe, expect, it } from 'vitest';
import { Queue } from '../../functions/queue.ts';

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
    const queue = new Queue(2);
    const [a, b] = [task(log, 'a'), task(log, 'b')];
    const results = [queue.run(a.run), queue.run(b.run)];
    b.end();
    a.end();
    expect(await Promise.all(results)).toEqual(['a', 'b']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('refuses what exceeds its capacity with 503 and Retry-After, and takes more once there is room', async () => {
    const log: string[] = [];
    const queue = new Queue(1);
    const a = task(log, 'a');
    const running = queue.run(a.run);
    await expect(queue.run(async () => 'b')).rejects.toMatchObject({ status: 503, code: 'overloaded', retryAfter: 1 });
    a.end();
    await running;
    expect(queue.length).toBe(0);
    expect(await queue.run(async () => 'c')).toBe('c');
  });

  it('goes on after a task that fails', async () => {
    const queue = new Queue(2);
    const failing = queue.run(async () => {
      throw new Error('broken');
    });
    const next = queue.run(async () => 'next');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});
