import { table } from '../bench/table.ts';
import { type Capacity, isolateCounts, type KindCapacity, type LatencyAt, rates } from './capacity.ts';

/** What each kind costs, and how many of it one isolate answers where it never waits. */
export function costTable({ kinds }: Pick<Capacity, 'kinds'>): string {
  const rows = kinds.map((kind) => [
    kind.name,
    kind.runs,
    kind.cpuMs,
    kind.mostCpuMs,
    kind.dollarsPerMillion,
    kind.mostPerSecond,
  ]);
  return table(['request', 'runs', 'CPU ms', 'most ms', '$ a million', 'most a second and isolate'], rows);
}

/** Latencies of one kind of request: `p50 / p95 / p99` in milliseconds, or `-` where more comes than is answered. */
export function latencyTable({ name, latencies }: KindCapacity): string {
  const rows = isolateCounts.map((isolates) => [
    `${isolates} ${isolates === 1 ? 'isolate' : 'isolates'}`,
    ...rates.map((perSecond) => inMilliseconds(latencyOf(latencies, perSecond, isolates))),
  ]);
  return table([name, ...rates.map((rate) => `${rate} a second`)], rows);
}

function inMilliseconds(latency: LatencyAt['latency']): string {
  return latency === null ? '-' : [latency.p50, latency.p95, latency.p99].join(' / ');
}

function latencyOf(latencies: readonly LatencyAt[], perSecond: number, isolates: number): LatencyAt['latency'] {
  const found = latencies.find((each) => each.perSecond === perSecond && each.isolates === isolates);
  if (found === undefined)
    throw new RangeError(`expected a latency at ${perSecond} a second over ${isolates} isolates`);
  return found.latency;
}

/** So many isolates at each rate are what README has. */
const columns = [
  { perSecond: 1, isolates: 2 },
  { perSecond: 10, isolates: 4 },
  { perSecond: 100, isolates: 8 },
] as const;

/** README's table, in Markdown; latencies in seconds. */
export function readmeTable({ kinds }: Pick<Capacity, 'kinds'>): string {
  const head = [
    'request',
    'CPU ms',
    '$ a million',
    'most a second and isolate',
    ...columns.map(({ perSecond, isolates }) => `${perSecond} a second, ${isolates} isolates`),
  ];
  const rows = kinds.map(({ name, cpuMs, dollarsPerMillion, mostPerSecond, latencies }) => [
    name,
    cpuMs.toLocaleString('en-US'),
    dollarsPerMillion.toFixed(2),
    `${mostPerSecond}`,
    ...columns.map(({ perSecond, isolates }) => inSeconds(latencyOf(latencies, perSecond, isolates))),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function inSeconds(latency: LatencyAt['latency']): string {
  if (latency === null) return 'never';
  return [latency.p50, latency.p95, latency.p99].map((ms) => Number((ms / 1000).toPrecision(2))).join(' / ');
}

/** README with the table of what was measured, and when and where. @throws Error where it has no place for it */
export function readmeWith(readme: string, capacity: Capacity): string {
  const place = /(writes this table \()[^;]*(; dollars beyond [^\n]*\n\n)(?:\|.*\n)+/;
  if (!place.test(readme))
    throw new Error('README.md: expected "writes this table (...; dollars beyond" and a table, found none');
  const { processor, date } = capacity;
  return readme.replace(
    place,
    (_, before, after) => `${before}${processor}, ${date}${after}${readmeTable(capacity)}\n`,
  );
}
