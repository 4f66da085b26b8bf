import type { ThreadWork } from '../engine/threads/run-thread.ts';
import { expectThreadCount, type Threads } from '../engine/threads/threaded-kernels.ts';

/**
 * Threads for an engine in a browser, the calling one among them, which must be a Web Worker's: a page's own may not wait.
 * @throws RangeError where `count` is not a whole number of at least one.
 */
export function webThreads(count: number): Threads {
  return { count: expectThreadCount(count), start };
}

function start(work: ThreadWork): Promise<void> {
  const worker = new Worker(new URL('./web-thread.ts', import.meta.url), { type: 'module' });
  worker.postMessage(work);
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) => reject(new Error(message || 'expected a thread that starts, found none'));
  });
}
