import { setTimeout } from 'node:timers/promises';
import type { Timing } from './messages.ts';

export const warmUpRounds = 2;
/** A case that takes longer than this stops early, with three rounds at least. */
const caseSeconds = 40;
const leastRounds = 3;

/** Threads of the runner before look for work a while longer, on a core that the next one needs. */
const restMs = 150;

export interface Runner {
  run(): Promise<Timing>;
}

export interface Measured {
  /** The very first run of this shape. */
  readonly firstMs: number;
  readonly rounds: readonly Timing[];
}

/** All runners in turn, round by round, so that whatever else the machine does meets them alike. */
export async function alternate(runners: readonly Runner[], most: number): Promise<Measured[]> {
  const firsts = await oneRound(runners);
  for (let round = 1; round < warmUpRounds; round++) await oneRound(runners);
  const rounds: Timing[][] = [];
  const until = performance.now() + caseSeconds * 1000;
  while (rounds.length < most && (rounds.length < leastRounds || performance.now() < until)) {
    rounds.push(await oneRound(runners));
  }
  return runners.map((_, i) => ({ firstMs: firsts[i].ms, rounds: rounds.map((round) => round[i]) }));
}

async function oneRound(runners: readonly Runner[]): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const runner of runners) {
    await setTimeout(restMs);
    timings.push(await runner.run());
  }
  return timings;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
