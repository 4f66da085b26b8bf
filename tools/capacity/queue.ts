// A queue simulated: requests come at random, several isolates answer them, each one at a time.

export interface QueueModel {
  /** Requests a second, at random: the times between them are exponential. */
  readonly perSecond: number;
  /** Isolates, each of which has a queue of its own. */
  readonly isolates: number;
  /** Milliseconds of work, of which each request draws one. */
  readonly workMs: readonly number[];
  readonly requests: number;
  readonly seed: number;
}

export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
}

/** Share of the time that an isolate works: rate x mean work / isolates. At 1 and above the queue grows without end. */
export function utilization({ perSecond, isolates, workMs }: Omit<QueueModel, 'requests' | 'seed'>): number {
  return (perSecond * mean(workMs)) / 1000 / isolates;
}

/**
 * Milliseconds from a request's coming to its answer, work included. Each request goes to the isolate with the fewest
 * requests that are not answered yet, the first of equals, as the front Worker sends it; an isolate takes them in the order in which
 * they came. The first tenth is left out: it met queues that were still empty. The same seed gives the same numbers.
 * @returns undefined where more comes than is answered: then there is no latency to name.
 * @throws RangeError where the rate, the isolates, the requests or a time of work is no positive number.
 */
export function simulateQueue(model: QueueModel): Latency | undefined {
  expectPositive(model);
  if (utilization(model) >= 1) return undefined;
  const random = uniform(model.seed);
  const isolates: number[][] = Array.from({ length: model.isolates }, () => []);
  const latencies = new Float64Array(model.requests);
  let now = 0;
  for (let i = 0; i < model.requests; i++) {
    now += (-Math.log(1 - random()) * 1000) / model.perSecond;
    const ends = leastBusy(isolates, now);
    const work = model.workMs[Math.floor(random() * model.workMs.length)];
    const end = Math.max(now, ends.at(-1) ?? now) + work;
    ends.push(end);
    latencies[i] = end - now;
  }
  return latencyOf(latencies.subarray(Math.floor(model.requests / 10)));
}

/** The ends of work of the isolate that has fewest of them ahead. */
function leastBusy(isolates: readonly number[][], now: number): number[] {
  for (const ends of isolates) while (ends[0] <= now) ends.shift();
  return isolates.reduce((least, ends) => (ends.length < least.length ? ends : least));
}

function latencyOf(latencies: Float64Array): Latency {
  const sorted = latencies.slice().sort();
  const percentile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), mean: mean(sorted) };
}

/** Numbers from 0 to 1, without 1, the same for the same seed (mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md). */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function expectPositive({ perSecond, isolates, requests, workMs }: QueueModel): void {
  for (const [name, value] of Object.entries({ perSecond, isolates, requests })) {
    if (!(value > 0)) throw new RangeError(`${name}: expected a positive number, found ${value}`);
  }
  const wrong = workMs.find((ms) => !(ms > 0));
  if (workMs.length === 0) throw new RangeError('workMs: expected at least one time, found none');
  if (wrong !== undefined) throw new RangeError(`workMs: expected positive numbers, found ${wrong}`);
}
