import { describe, expect, it } from 'vitest';
import { Outbox } from '../../functions/outbox.ts';

const never = Number.POSITIVE_INFINITY;

describe('Outbox', () => {
  it('has room for two large answers, and refuses a third with 503 until one has been taken', () => {
    const outbox = new Outbox(16, never);
    const first = outbox.reserve(8);
    outbox.reserve(8);
    expect(() => outbox.reserve(8)).toThrow(expect.objectContaining({ status: 503, code: 'answers_waiting' }));
    expect(() => outbox.reserve(1)).toThrow(expect.objectContaining({ retryAfter: 1 }));
    first.release();
    outbox.reserve(8);
    expect(outbox.waitingBytes).toBe(16);
  });

  it('counts an answer that is released twice once', () => {
    const outbox = new Outbox(16, never);
    const first = outbox.reserve(8);
    outbox.reserve(8);
    first.release();
    first.release();
    expect(outbox.waitingBytes).toBe(8);
  });

  it('no longer counts an answer without progress for longer than it may have none', () => {
    const outbox = new Outbox(8, -1);
    outbox.reserve(8);
    outbox.reserve(8);
    expect(outbox.waitingBytes).toBe(8);
  });
});
