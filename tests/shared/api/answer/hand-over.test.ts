import { describe, expect, it } from 'vitest';
import { handOver } from '../../../../shared/api/answer/hand-over.ts';

describe('handOver', () => {
  it('hands over part after part: each is taken before the next is asked for', async () => {
    const { parts, send, end } = handOver<number>();
    const log: string[] = [];
    const work = async () => {
      for (const part of [1, 2, 3]) {
        await send(part);
        log.push(`${part} taken`);
      }
      end();
    };
    const working = work();
    for await (const part of parts) log.push(`${part} read`);
    await working;
    expect(log).toEqual(['1 read', '1 taken', '2 read', '2 taken', '3 read', '3 taken']);
  });

  it('has begun with its first part, and not before', async () => {
    const { begun, send, parts } = handOver<number>();
    let isBegun = false;
    begun.then(() => (isBegun = true));
    await Promise.resolve();
    expect(isBegun).toBe(false);
    send(1).catch(() => undefined);
    await begun;
    for await (const _ of parts) break;
  });

  it('is refused with the error of work that fails before its first part', async () => {
    const { begun, fail } = handOver<number>();
    fail(new Error('too much'));
    await expect(begun).rejects.toThrow('too much');
  });

  it('ends for the reader with the error of work that fails later', async () => {
    const { parts, send, fail } = handOver<number>();
    void send(1).then(() => fail(new Error('broken')));
    const read: number[] = [];
    const reading = async () => {
      for await (const part of parts) read.push(part);
    };
    await expect(reading()).rejects.toThrow('broken');
    expect(read).toEqual([1]);
  });

  it('ends the work of a reader who leaves, at the part that was not taken and at every later one', async () => {
    const { parts, send } = handOver<number>();
    const sending = send(1);
    sending.catch(() => undefined);
    for await (const _ of parts) break;
    await expect(sending).rejects.toMatchObject({ code: 'request_aborted' });
    await expect(send(2)).rejects.toMatchObject({ code: 'request_aborted' });
  });
});
