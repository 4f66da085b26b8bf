import { instantiateKernels, type Kernels } from '../kernels.ts';
import { type ThreadWork, workOff } from './run-thread.ts';
import { sharedKernels, shareOf } from './shares.ts';
import { mostParts, TaskBoard } from './task-board.ts';

/** How a place starts threads: Node's worker threads, a browser's Web Workers. */
export interface Threads {
  /** With the one that calls: 1 or more. */
  readonly count: number;
  /** Starts one more. Resolves when it runs; rejects with an error where it cannot. */
  start(work: ThreadWork): Promise<void>;
}

/** The count as it is. @throws RangeError where it is not a whole number of at least one. */
export function expectThreadCount(count: number): number {
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(`threads: expected a whole number of at least one, found ${count}`);
}

/** Parts that a task has for each thread: a thread that begins late, or is held up, leaves its parts to the others. */
const partsPerThread = 4;

/** The kernels as an engine calls them, and how to end the threads behind them. */
export interface StartedKernels {
  readonly kernels: Kernels;
  /** 1 or more. */
  readonly threads: number;
  end(): void;
}

/** The kernels over a memory, for one thread. */
export async function startKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<StartedKernels> {
  return { kernels: await instantiateKernels(module, memory), threads: 1, end: () => undefined };
}

/**
 * The kernels over a shared memory, with the large ones' work shared out: same bits for any number of threads.
 * @param module compiled for shared memory
 * @param scratchBytes scratch space of one thread; that of all stands side by side
 * @throws Error where a thread cannot be started, or where the calling one may not wait.
 */
export async function startThreadedKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  { count, start }: Threads,
  scratchBytes: number,
): Promise<StartedKernels> {
  const kernels = await instantiateKernels(module, memory);
  const board = new TaskBoard();
  board.expectToWait();
  const started = Array.from({ length: count - 1 }, (_, i) =>
    start({ module, memory, board: board.shared, scratch: (i + 1) * scratchBytes }),
  );
  await Promise.all(started).catch((error: unknown) => {
    board.end();
    throw error;
  });
  const calls = sharedKernels.map((name, kernel) => [name, sharing(board, kernels, kernel, partsPerThread * count)]);
  return { kernels: { ...kernels, ...Object.fromEntries(calls) }, threads: count, end: () => board.end() };
}

/** One kernel, called as if it were alone. */
function sharing(board: TaskBoard, kernels: Kernels, kernel: number, most: number) {
  const share = shareOf(kernel);
  return (...args: number[]): void => {
    const units = share.units(...args);
    const parts = Math.min(Math.floor(units / share.grain(...args)), most, mostParts);
    if (parts < 2) {
      share.work(kernels, args, 0, units, 0);
      return;
    }
    board.post({ kernel, units, parts, args });
    workOff(board, kernels, 0);
    board.waitForAll(parts);
  };
}
