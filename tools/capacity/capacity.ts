import { median } from '../bench/rounds.ts';
import { costPerMillion, prices } from './cost.ts';
import type { Cost } from './measure.ts';
import { type Latency, simulateQueue } from './queue.ts';

export const rates = [1, 10, 100] as const;
export const isolateCounts = [1, 2, 4, 8, 16] as const;
const simulated = { requests: 50_000, seed: 1 } as const;

/** Milliseconds from a request's coming to its answer, at one rate over so many isolates. */
export interface LatencyAt {
  readonly perSecond: number;
  readonly isolates: number;
  /** Null where more comes than is answered. */
  readonly latency: Omit<Latency, 'mean'> | null;
}

/** What one kind of request costs, and how long it takes. */
export interface KindCapacity {
  readonly name: string;
  readonly route: string;
  readonly runs: number;
  /** Median, and most, milliseconds of the processor. */
  readonly cpuMs: number;
  readonly mostCpuMs: number;
  readonly dollarsPerMillion: number;
  /** Requests that one isolate answers in a second where it never waits. */
  readonly mostPerSecond: number;
  readonly latencies: readonly LatencyAt[];
}

/** Where and when it was measured. */
export interface Occasion {
  /** As the system names it. */
  readonly processor: string;
  /** ISO 8601. */
  readonly date: string;
  readonly clock: 'processor' | 'wall';
}

/** All that `npm run capacity` finds, as site/content/capacity.json keeps it. */
export interface Capacity extends Occasion {
  readonly prices: typeof prices;
  /** Requests that each queue was simulated with. */
  readonly simulatedRequests: number;
  readonly kinds: readonly KindCapacity[];
}

/** What follows of the measured costs. */
export function capacityOf(costs: readonly Cost[], occasion: Occasion): Capacity {
  return { ...occasion, prices, simulatedRequests: simulated.requests, kinds: costs.map(kindOf) };
}

function kindOf({ kind, workMs }: Cost): KindCapacity {
  const ms = median(workMs);
  return {
    name: kind.name,
    route: kind.path,
    runs: workMs.length,
    cpuMs: threeDigits(ms),
    mostCpuMs: threeDigits(Math.max(...workMs)),
    dollarsPerMillion: Number(costPerMillion(ms).toFixed(2)),
    mostPerSecond: Number((1000 / ms).toPrecision(2)),
    latencies: rates.flatMap((perSecond) =>
      isolateCounts.map((isolates) => ({ perSecond, isolates, latency: latencyAt(perSecond, isolates, workMs) })),
    ),
  };
}

function latencyAt(perSecond: number, isolates: number, workMs: readonly number[]): LatencyAt['latency'] {
  const latency = simulateQueue({ perSecond, isolates, workMs, ...simulated });
  if (latency === undefined) return null;
  const { p50, p95, p99 } = latency;
  return { p50: threeDigits(p50), p95: threeDigits(p95), p99: threeDigits(p99) };
}

/** A simulated queue tells no more. */
function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
