import { describe, expect, it } from 'vitest';
import { Inbox } from '../../functions/inbox.ts';

const never = Number.POSITIVE_INFINITY;

describe('Inbox', () => {
  it('refuses a body that those before it leave no room for with 503, until one of them has been answered', () => {
    const inbox = new Inbox(10, never);
    const leave = inbox.enter(6);
    inbox.enter(4);
    expect(() => inbox.enter(1)).toThrow(expect.objectContaining({ status: 503, code: 'overloaded', retryAfter: 1 }));
    leave();
    leave();
    expect(inbox.bytes).toBe(4);
    inbox.enter(6);
  });

  it('no longer counts a body that came longer ago than any answer takes', () => {
    const inbox = new Inbox(10, -1);
    inbox.enter(10);
    inbox.enter(10);
    expect(inbox.bytes).toBe(10);
  });
});
