import type { BenchCase } from './cases.ts';
import type { ContenderName } from './contender.ts';
import type { Timing } from './messages.ts';

/** A contender with a model loaded, in a process of its own, seen from the process that has the clock. */
export interface Entrant {
  readonly name: ContenderName;
  readonly loading: Timing;
  run(one: BenchCase): Promise<Timing>;
  close(): Promise<void>;
}
