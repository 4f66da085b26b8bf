import { table } from '../bench/table.ts';
import type { IsolateMemory } from './isolate-memory.ts';

export interface Answer {
  readonly kind: string;
  readonly status: string;
  readonly milliseconds: number;
}

/** One line for each kind of request and status, with percentiles of the time to the last byte. */
export function answerTable(answers: readonly Answer[], seconds: number): string {
  const groups = Map.groupBy(answers, ({ kind, status }) => `${kind}|${status}`);
  const lines = [...groups].sort().map(([key, group]) => {
    const sorted = group.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const percentile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1]);
    return [...key.split('|'), group.length, percentile(0.5), percentile(0.95), percentile(0.99)];
  });
  const total = `${answers.length} requests, ${(answers.length / seconds).toFixed(1)} a second`;
  return `${total}\n${table(['request', 'status', 'count', 'p50 ms', 'p95 ms', 'p99 ms'], lines)}\n`;
}

const total = ({ heap, buffers, wasm }: IsolateMemory) => heap + buffers + wasm;
const mebibytes = (bytes: number) => Math.round((10 * bytes) / 2 ** 20) / 10;

/** MiB of each isolate at the first, the largest and the last sample. */
export function memoryTable(samples: readonly (readonly IsolateMemory[])[]): string {
  const lines = samples[0].flatMap(({ model }, isolate) => {
    const own = samples.map((sample) => sample[isolate]);
    const peak = own.reduce((largest, sample) => (total(sample) > total(largest) ? sample : largest));
    return Object.entries({ start: own[0], peak, end: own[own.length - 1] }).map(([when, sample]) => [
      model,
      when,
      ...[sample.wasm, sample.heap, sample.buffers, total(sample)].map(mebibytes),
    ]);
  });
  return table(['isolate (MiB)', 'when', 'WebAssembly', 'V8 heap', 'buffers', 'all'], lines);
}
