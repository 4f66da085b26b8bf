import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LeastBusy } from '../../../functions/admission/least-busy.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const workers = ['own', 'SIBLING_1', 'SIBLING_2'].map((name) => ({ name }));
const limits = { lostMs: 600_000, restMs: 10_000 };
const namesOf = (leastBusy: LeastBusy, queueOf: (name: string) => number = () => 0) =>
  leastBusy.order(workers, ({ name }) => queueOf(name)).map(({ name }) => name);

describe('LeastBusy', () => {
  it('asks equals in the order in which they stand', () => {
    expect(namesOf(new LeastBusy(limits))).toEqual(['own', 'SIBLING_1', 'SIBLING_2']);
  });

  it('puts the one with fewest requests on their way first, and counts those out that ended', () => {
    const leastBusy = new LeastBusy(limits);
    const ended = leastBusy.send('own');
    leastBusy.send('SIBLING_1');
    leastBusy.send('SIBLING_1');
    expect(namesOf(leastBusy)).toEqual(['SIBLING_2', 'own', 'SIBLING_1']);
    ended();
    ended();
    expect(namesOf(leastBusy)).toEqual(['own', 'SIBLING_2', 'SIBLING_1']);
  });

  it('counts the longer queue where one is known', () => {
    const leastBusy = new LeastBusy(limits);
    leastBusy.send('SIBLING_1');
    expect(namesOf(leastBusy, (name) => (name === 'own' ? 2 : 0))).toEqual(['SIBLING_2', 'SIBLING_1', 'own']);
  });

  it('spreads twelve that do not end evenly', () => {
    const leastBusy = new LeastBusy(limits);
    const asked = Array.from({ length: 12 }, () => {
      const [first] = namesOf(leastBusy);
      leastBusy.send(first);
      return first;
    });
    for (const { name } of workers) expect(asked.filter((other) => other === name)).toHaveLength(4);
  });

  it('asks one that failed last, however idle, until it has rested', () => {
    const leastBusy = new LeastBusy(limits);
    leastBusy.send('SIBLING_1');
    leastBusy.fail('own');
    expect(namesOf(leastBusy)).toEqual(['SIBLING_2', 'SIBLING_1', 'own']);
    vi.advanceTimersByTime(limits.restMs);
    expect(namesOf(leastBusy)).toEqual(['own', 'SIBLING_2', 'SIBLING_1']);
  });

  it('forgets requests that were ended without a word', () => {
    const leastBusy = new LeastBusy(limits);
    leastBusy.send('own');
    vi.advanceTimersByTime(limits.lostMs + 1);
    expect(namesOf(leastBusy)[0]).toBe('own');
  });
});
