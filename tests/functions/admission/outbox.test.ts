import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from '../../../functions/admission/outbox.ts';
import { pageBytes } from '../../../shared/api/limits.ts';

const never = Number.POSITIVE_INFINITY;
/** Room for as many bytes with their page of text. */
const large = 8 * pageBytes;
const withText = large + pageBytes;

describe('Outbox', () => {
  it('has room for two large answers, and refuses a third with 503 until one has been taken', () => {
    const outbox = new Outbox(2 * withText, never);
    const first = outbox.reserve(large);
    outbox.reserve(large);
    expect(() => outbox.reserve(large)).toThrow(expect.objectContaining({ status: 503, code: 'answers_waiting' }));
    expect(() => outbox.reserve(1)).toThrow(expect.objectContaining({ retryAfter: 1 }));
    first.release();
    outbox.reserve(large);
    expect(outbox.waitingBytes).toBe(2 * withText);
  });

  it('refuses what it would not even have room for alone with 413: it would not help to try again', () => {
    const outbox = new Outbox(withText, never);
    const tooLarge = expect.objectContaining({ status: 413, code: 'tensor_too_large', retryAfter: undefined });
    expect(() => outbox.reserve(large + 1)).toThrow(tooLarge);
    expect(() => outbox.reserve(large, 1)).toThrow(tooLarge);
    outbox.reserve(large);
    expect(outbox.waitingBytes).toBe(withText);
  });

  it('counts an answer that is released twice once', () => {
    const outbox = new Outbox(2 * withText, never);
    const first = outbox.reserve(large);
    outbox.reserve(large);
    first.release();
    first.release();
    first.abandon();
    expect(outbox.waitingBytes).toBe(withText);
  });

  it('gives the pages of an answer that has been taken to the next, each to one answer only', () => {
    const outbox = new Outbox(4 * pageBytes, never);
    const first = outbox.reserve(pageBytes);
    const pages = [first.page(0), first.textPage];
    expect([first.page(0), first.page(1)]).toEqual([pages[0], undefined]);
    first.release();
    const [second, third] = [outbox.reserve(pageBytes), outbox.reserve(pageBytes)];
    const given = [second.page(0), second.textPage, third.page(0), third.textPage];
    expect(new Set(given).size).toBe(4);
    expect(given).toEqual(expect.arrayContaining(pages));
    expect(given.every((page) => page?.byteLength === pageBytes)).toBe(true);
  });

  it('does not use the pages of an answer again whose reader has gone: he may still look at them', () => {
    const outbox = new Outbox(2 * pageBytes, never);
    const gone = outbox.reserve(pageBytes);
    const page = gone.page(0);
    gone.abandon();
    gone.release();
    expect(outbox.waitingBytes).toBe(0);
    expect(outbox.reserve(pageBytes).page(0)).not.toBe(page);
  });

  it('no longer counts an answer without progress for longer than it may have none', () => {
    const outbox = new Outbox(withText, -1);
    outbox.reserve(large);
    outbox.reserve(large);
    expect(outbox.waitingBytes).toBe(withText);
  });
});

describe('memory beside the pages', () => {
  it('takes room from other answers', () => {
    const outbox = new Outbox(4 * pageBytes, never);
    outbox.reserve(pageBytes, pageBytes + 1);
    expect(outbox.waitingBytes).toBe(4 * pageBytes);
    expect(() => outbox.reserve(0)).toThrow(expect.objectContaining({ code: 'answers_waiting' }));
  });

  it('makes free pages give way, so that all together stay within the capacity', () => {
    const outbox = new Outbox(4 * pageBytes, never);
    const first = outbox.reserve(3 * pageBytes);
    const pages = [first.page(0), first.page(1), first.page(2), first.textPage];
    first.release();
    const second = outbox.reserve(0, 2 * pageBytes);
    second.release();
    const third = outbox.reserve(3 * pageBytes);
    const given = [third.page(0), third.page(1), third.page(2), third.textPage];
    expect(given.filter((page) => pages.includes(page!)).length).toBe(2);
  });
});

describe('the share of a network', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const slowMs = 20_000;
  /** Sixteen pages, so that a share is eight; an answer of n - 1 pages takes n. */
  const outboxOf16 = () => new Outbox(16 * pageBytes, never, slowMs);
  const answer = (outbox: Outbox, pages: number, network?: string) =>
    outbox.reserve((pages - 1) * pageBytes, 0, network);
  const taken = expect.objectContaining({ status: 503, code: 'network_share_taken', retryAfter: 1 });
  const waiting = expect.objectContaining({ status: 503, code: 'answers_waiting' });
  /** A reader who takes nothing; what becomes of his answer. */
  const stalled = (parcel: ReturnType<Outbox['reserve']>) => {
    const ended = vi.fn();
    parcel.hand(() => new Promise(() => undefined)).catch(ended);
    return ended;
  };

  it('is all of the room where it alone asks, and where nobody knows of a network', () => {
    for (const network of ['a', undefined]) {
      const outbox = outboxOf16();
      for (let parcel = 0; parcel < 4; parcel++) answer(outbox, 4, network);
      expect(() => answer(outbox, 1, network)).toThrow(waiting);
    }
  });

  it('is half of it while another asks, except for one answer, which may be of any size; a minute later all again', () => {
    const outbox = outboxOf16();
    answer(outbox, 2, 'b').release();
    answer(outbox, 6, 'a');
    answer(outbox, 2, 'a');
    expect(() => answer(outbox, 1, 'a')).toThrow(taken);
    answer(outbox, 8, 'c');
    vi.advanceTimersByTime(61_000);
    const later = outboxOf16();
    answer(later, 1, 'b').release();
    answer(later, 12, 'a');
    vi.advanceTimersByTime(61_000);
    answer(later, 4, 'a');
  });

  it('beyond which slow readers lose their answers where others need the room, the slowest first and no more than that', async () => {
    const outbox = outboxOf16();
    const first = stalled(answer(outbox, 7, 'a'));
    await vi.advanceTimersByTimeAsync(1);
    const second = stalled(answer(outbox, 7, 'a'));
    await vi.advanceTimersByTimeAsync(slowMs - 1);
    expect(() => answer(outbox, 4, 'b')).toThrow(waiting);
    await vi.advanceTimersByTimeAsync(1);
    answer(outbox, 4, 'b');
    await vi.advanceTimersByTimeAsync(0);
    expect(first).toHaveBeenCalledWith(expect.objectContaining({ name: 'ReaderGone', retryable: true }));
    expect(second).not.toHaveBeenCalled();
    expect(outbox.waitingBytes).toBe(11 * pageBytes);
    await vi.advanceTimersByTimeAsync(slowMs);
    expect(() => answer(outbox, 6, 'b')).toThrow(taken);
    expect(() => answer(outbox, 6, 'c')).toThrow(waiting);
    expect(second).not.toHaveBeenCalled();
  });

  it('counts only the time of the reader, part by part, and not that of the model', async () => {
    const outbox = outboxOf16();
    const parcel = answer(outbox, 12, 'a');
    await parcel.hand(async () => void vi.advanceTimersByTime(slowMs / 2));
    vi.advanceTimersByTime(10 * slowMs);
    expect(() => answer(outbox, 6, 'b')).toThrow(waiting);
    await parcel.hand(async () => void vi.advanceTimersByTime(slowMs / 2 + 1));
    answer(outbox, 6, 'b');
    await expect(parcel.hand(async () => undefined)).rejects.toThrow('found a slow one');
  });
});
