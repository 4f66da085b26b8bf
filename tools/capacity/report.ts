import { median } from '../bench/rounds.ts';
import { table } from '../bench/table.ts';
import { costPerMillion } from './cost.ts';
import type { Cost } from './measure.ts';
import { simulateQueue } from './queue.ts';

const rates = [1, 10, 100] as const;
const isolateCounts = [1, 2, 4, 8, 16] as const;
const simulated = { requests: 50_000, seed: 1 } as const;

/** What each kind costs, and how many of it one isolate answers where it never waits. */
export function costTable(costs: readonly Cost[]): string {
  const rows = costs.map(({ kind, workMs }) => {
    const ms = median(workMs);
    return [
      kind.name,
      workMs.length,
      rounded(ms),
      rounded(Math.max(...workMs)),
      Number(costPerMillion(ms).toFixed(2)),
      rounded(1000 / ms),
    ];
  });
  return table(['request', 'runs', 'CPU ms', 'most ms', '$ a million', 'most a second and isolate'], rows);
}

/** Latencies of one kind of request: `p50 / p95 / p99` in milliseconds, or `-` where more comes than is answered. */
export function latencyTable({ kind, workMs }: Cost): string {
  const head = [kind.name, ...rates.map((rate) => `${rate} a second`)];
  const rows = isolateCounts.map((isolates) => [
    `${isolates} ${isolates === 1 ? 'isolate' : 'isolates'}`,
    ...rates.map((perSecond) => latencies(perSecond, isolates, workMs)),
  ]);
  return table(head, rows);
}

function latencies(perSecond: number, isolates: number, workMs: readonly number[]): string {
  const latency = simulateQueue({ perSecond, isolates, workMs, ...simulated });
  if (latency === undefined) return '-';
  return [latency.p50, latency.p95, latency.p99].map(rounded).join(' / ');
}

/** Three digits where there are more: a simulated queue tells no more. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** What the platform says of the numbers, and what it does not. */
export const promises = `Simulated: requests come at random, each goes to the isolate with the fewest, an isolate answers one at a time. The
network, the load of the model (once an isolate) and the limits (32 waiting requests an isolate, then 503) are left out.

Cloudflare promises the price, and that work is billed by CPU time, not by waiting; a request over a service binding
costs nothing more. It starts and ends isolates itself. It promises neither how many there are nor that two requests
meet the same one or different ones, nor how fast its processors are: N is what the platform gives, not what you set.
Workers that are bound to each other run on the same thread of the same server unless Smart Placement moves them:
further Workers are more room and more queues, and more processors only where the platform gives them.
https://developers.cloudflare.com/workers/platform/pricing/
https://developers.cloudflare.com/workers/reference/how-workers-works/
https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/`;
