import { table } from '../bench/table.ts';
import { type IsolateMemory, totalBytes } from './isolate-memory.ts';
import type { TimedAnswer } from './send-mixed.ts';

/** One line for each kind of request and status, with percentiles of the time to the last byte. */
export function answerTable(answers: readonly TimedAnswer[], seconds: number): string {
  const groups = Map.groupBy(answers, ({ kind, status }) => `${kind}|${status}`);
  const lines = [...groups].sort().map(([key, group]) => {
    const sorted = group.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const percentile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1]);
    return [...key.split('|'), group.length, percentile(0.5), percentile(0.95), percentile(0.99)];
  });
  const total = `${answers.length} requests, ${(answers.length / seconds).toFixed(1)} a second`;
  return `${total}\n${table(['request', 'status', 'count', 'p50 ms', 'p95 ms', 'p99 ms'], lines)}\n`;
}

const mebibytes = (bytes: number) => Math.round((10 * bytes) / 2 ** 20) / 10;

/** MiB of each isolate at the first, the largest and the last sample of each kind. */
export function memoryTable(samples: readonly IsolateMemory[]): string {
  const groups = Map.groupBy(samples, ({ model, kind }) => `${model}|${kind}`);
  const lines = [...groups]
    .sort()
    .flatMap(([key, own]) =>
      Object.entries({ first: own[0], peak: largest(own), last: own[own.length - 1] }).map(([when, sample]) => [
        ...key.split('|'),
        when,
        ...[sample.wasm, sample.heap, sample.buffers, totalBytes(sample)].map(mebibytes),
      ]),
    );
  return table(['isolate (MiB)', 'memory', 'when', 'WebAssembly', 'V8 heap', 'buffers', 'all'], lines);
}

/** The sample with the most bytes. */
export function largest(samples: readonly IsolateMemory[]): IsolateMemory {
  return samples.reduce((most, sample) => (totalBytes(sample) > totalBytes(most) ? sample : most));
}
