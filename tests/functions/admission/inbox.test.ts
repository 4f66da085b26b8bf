import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Inbox, type Upload } from '../../../functions/admission/inbox.ts';

const never = Number.POSITIVE_INFINITY;
const refused = expect.objectContaining({ status: 503, code: 'overloaded', retryAfter: 1 });
const gaveWay = expect.objectContaining({ status: 408, code: 'upload_stalled' });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A body of so many bytes, arrived. */
function arrived(inbox: Inbox, bytes: number): Upload {
  const upload = inbox.open(bytes);
  upload.append(new Uint8Array(bytes));
  upload.complete();
  return upload;
}

describe('Inbox', () => {
  it('refuses bytes that the bodies before leave no room for with 503, until one of them has been answered', () => {
    const inbox = new Inbox(10, never);
    const first = arrived(inbox, 6);
    arrived(inbox, 4);
    expect(() => arrived(inbox, 1)).toThrow(refused);
    first.leave();
    first.leave();
    expect(inbox.bytes).toBe(4);
    arrived(inbox, 6);
  });

  it('counts what has arrived, not what was announced', () => {
    const inbox = new Inbox(10, never);
    const idle = Array.from({ length: 200 }, () => inbox.open(10));
    expect(inbox.bytes).toBe(0);
    arrived(inbox, 10).leave();
    idle[0].append(new Uint8Array(3));
    expect(inbox.bytes).toBeLessThanOrEqual(6);
  });

  it('gives back every byte in the order it came, and stands in as many once it is complete', () => {
    const inbox = new Inbox(100, never);
    const upload = inbox.open(100);
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 20],
      [20, 20],
      [20, 33],
    ]) {
      upload.append(Uint8Array.from({ length: to - from }, (_, index) => from + index));
    }
    expect([...upload.complete()]).toEqual(Array.from({ length: 33 }, (_, index) => index));
    expect(inbox.bytes).toBe(33);
  });

  it('takes the room of bodies that have been arriving for long where others need it, and never that of arrived ones', () => {
    const inbox = new Inbox(10, never, 5000);
    const slow = inbox.open(10);
    slow.append(new Uint8Array(8));
    vi.advanceTimersByTime(4999);
    expect(() => arrived(inbox, 5)).toThrow(refused);
    vi.advanceTimersByTime(2);
    arrived(inbox, 10);
    expect(inbox.bytes).toBe(10);
    expect(() => slow.append(new Uint8Array(1))).toThrow(gaveWay);
    expect(() => slow.complete()).toThrow(gaveWay);
    vi.advanceTimersByTime(60_000);
    expect(() => arrived(inbox, 1)).toThrow(refused);
  });

  it('no longer counts a body that came longer ago than any answer takes', () => {
    const inbox = new Inbox(10, 1000);
    arrived(inbox, 10);
    vi.advanceTimersByTime(1001);
    arrived(inbox, 10);
    expect(inbox.bytes).toBe(10);
  });
});
