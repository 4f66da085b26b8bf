import { Worker } from 'node:worker_threads';
import type { ThreadWork } from '../engine/threads/run-thread.ts';
import { expectThreadCount, type Threads } from '../engine/threads/threaded-kernels.ts';

/**
 * Threads for an engine in Node, the calling one among them. They sleep while there is nothing to do, and keep no process
 * alive.
 * @throws RangeError where `count` is not a whole number of at least one.
 */
export function nodeThreads(count: number): Threads {
  return { count: expectThreadCount(count), start };
}

function start(work: ThreadWork): Promise<void> {
  const worker = new Worker(new URL('./node-thread.ts', import.meta.url), { workerData: work });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.unref();
      resolve();
    });
  });
}
