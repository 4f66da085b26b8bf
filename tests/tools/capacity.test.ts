import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import measured from '../../site/content/capacity.json' with { type: 'json' };
import { type Capacity, capacityOf, isolateCounts, type KindCapacity, rates } from '../../tools/capacity/capacity.ts';
import { costPerMillion, prices } from '../../tools/capacity/cost.ts';
import { simulateQueue, utilization } from '../../tools/capacity/queue.ts';
import { latencyTable, readmeTable, readmeWith } from '../../tools/capacity/report.ts';

const requests = 200_000;

/** A thousand times of work with an exponential distribution: its quantiles in the middle of each thousandth. */
const exponential = (mean: number) => Array.from({ length: 1000 }, (_, i) => -mean * Math.log(1 - (i + 0.5) / 1000));

function simulated(perSecond: number, isolates: number, workMs: readonly number[], seed = 1) {
  const latency = simulateQueue({ perSecond, isolates, workMs, requests, seed });
  if (latency === undefined) throw new Error('expected a latency, found a queue without end');
  return latency;
}

describe('simulateQueue', () => {
  it.each([0.2, 0.5, 0.8])('has the mean of M/D/1 within 3 %%, at utilization %d: D + D u / 2 (1 - u)', (share) => {
    const work = 50;
    const mean = work + (work * share) / (2 * (1 - share));
    expect(Math.abs(simulated((1000 * share) / work, 1, [work]).mean / mean - 1)).toBeLessThan(0.03);
  });

  it.each([0.2, 0.5, 0.8])('has mean and percentiles of M/M/1 within 5 %%, at utilization %d', (share) => {
    const work = 50;
    const rate = (1 - share) / work;
    const { mean, p50, p95, p99 } = simulated((1000 * share) / work, 1, exponential(work));
    const expected = { mean: 1 / rate, p50: Math.log(2) / rate, p95: Math.log(20) / rate, p99: Math.log(100) / rate };
    for (const [name, value] of Object.entries({ mean, p50, p95, p99 })) {
      expect(Math.abs(value / expected[name as keyof typeof expected] - 1), name).toBeLessThan(0.05);
    }
  });

  it('is the work alone where requests are rare', () => {
    const { p50, p95 } = simulated(0.01, 1, [50]);
    expect([p50, p95]).toEqual([expect.closeTo(50, 6), expect.closeTo(50, 6)]);
  });

  it('waits less with more isolates, and less in one queue of four than in a quarter of the rate before one', () => {
    const waits = [2, 4, 8].map((isolates) => simulated(30, isolates, [50]).mean);
    expect(waits).toEqual(waits.toSorted((a, b) => b - a));
    expect(simulated(64, 4, [50]).mean).toBeLessThan(simulated(16, 1, [50]).mean);
  });

  it('gives the same numbers for the same seed, and others for another', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => simulated(10, 1, [20, 80], seed));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('has no latency where more comes than is answered', () => {
    const model = { perSecond: 100, isolates: 4, workMs: [50], requests, seed: 1 };
    expect(utilization(model)).toBe(1.25);
    expect(simulateQueue(model)).toBeUndefined();
  });

  it.each([
    [{ isolates: 0 }, 'isolates: expected a positive number, found 0'],
    [{ workMs: [] }, 'workMs: expected at least one time, found none'],
    [{ workMs: [5, -1] }, 'workMs: expected positive numbers, found -1'],
  ])('refuses %o', (wrong, message) => {
    const model = { perSecond: 1, isolates: 1, workMs: [50], requests: 10, seed: 1, ...wrong };
    expect(() => simulateQueue(model)).toThrow(message);
  });
});

it('a million requests of 50 ms cost $1.30: $0.30 for the requests, $1.00 for the CPU', () => {
  expect(costPerMillion(50)).toBeCloseTo(1.3, 10);
});

describe('what follows of measured costs', () => {
  const kind = { name: 'a request', path: '/v1/attention', body: {}, accept: 'application/json' };
  const occasion = { processor: 'a processor', date: '2026-01-01', clock: 'processor' } as const;
  const capacity = capacityOf([{ kind, workMs: [500] }], occasion);

  it('is the price of the median, and how many an isolate answers', () => {
    const [{ latencies, ...costs }] = capacity.kinds as [KindCapacity];
    expect(latencies).toHaveLength(rates.length * isolateCounts.length);
    expect(costs).toEqual({
      name: 'a request',
      route: '/v1/attention',
      runs: 1,
      cpuMs: 500,
      mostCpuMs: 500,
      dollarsPerMillion: 10.3,
      mostPerSecond: 2,
    });
  });

  it('has a table of latencies that says - where more comes than is answered, and the work alone where nobody waits', () => {
    const rows = latencyTable(capacity.kinds[0]!)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows[0]).toEqual(['a request', '1 a second', '10 a second', '100 a second']);
    expect(rows[1]!.slice(2)).toEqual(['-', '-']);
    expect(rows[5]!.slice(0, 2)).toEqual(['16 isolates', '500 / 500 / 500']);
    expect(rows[5]![3]).toBe('-');
  });
});

describe('what README says of capacity', () => {
  const readme = readFileSync('README.md', 'utf8');

  it('is the table that npm run capacity has measured, its processor and its day', () => {
    expect(readme).toContain(readmeTable(measured));
    expect(readme).toContain(`${measured.processor}, ${measured.date}`);
    expect(readmeWith(readme, measured as Capacity)).toBe(readme);
    const other: Capacity = { ...(measured as Capacity), processor: 'another', kinds: [] };
    expect(readmeWith(readmeWith(readme, other), measured as Capacity)).toBe(readme);
  });

  it('has the configuration that the page of capacity has', () => {
    expect(readme).toContain(readFileSync('site/api-reference/capacity/siblings.toml', 'utf8').trimEnd());
  });

  it('has the prices by which costs are computed', () => {
    expect(measured.prices).toEqual(prices);
    for (const { name, cpuMs, dollarsPerMillion } of measured.kinds) {
      expect(Math.abs(costPerMillion(cpuMs) / dollarsPerMillion - 1), name).toBeLessThan(0.01);
    }
  });
});
