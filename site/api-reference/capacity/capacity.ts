import capacity from '../../content/capacity.json' with { type: 'json' };

export { capacity };

type Kind = (typeof capacity.kinds)[number];
type Latency = Kind['latencies'][number]['latency'];

const sorted = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
const all = capacity.kinds.flatMap(({ latencies }) => latencies);

/** Requests a second, and isolates, that were simulated. */
export const rates = sorted(all.map(({ perSecond }) => perSecond));
export const isolateCounts = sorted(all.map(({ isolates }) => isolates));

/** Of one kind at one rate over so many isolates; null where more comes than is answered. */
export function latencyOf({ name, latencies }: Kind, perSecond: number, isolates: number): Latency {
  const found = latencies.find((each) => each.perSecond === perSecond && each.isolates === isolates);
  if (found === undefined)
    throw new RangeError(`${name}: expected a latency at ${perSecond} a second over ${isolates} isolates, found none`);
  return found.latency;
}

/** Two times of the clock in milliseconds as readers say them: `26 / 40 ms`, `0.9 / 1.1 s`. */
export function timesInWords(first: number, second: number): string {
  const inMs = Math.max(first, second) < 1000;
  const written = (ms: number) => (inMs ? Math.round(ms) : Number((ms / 1000).toPrecision(2)));
  return `${written(first)} / ${written(second)} ${inMs ? 'ms' : 's'}`;
}
