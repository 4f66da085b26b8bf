import { describe, expect, it } from 'vitest';
import { Outbox, pageBytes } from '../../../functions/admission/outbox.ts';

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
