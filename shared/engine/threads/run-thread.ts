import type { Kernels } from '../kernels.ts';
import { shareOf } from './shares.ts';
import { type TakenPart, TaskBoard } from './task-board.ts';

/** What a thread is given; every part may be sent to a worker. */
export interface ThreadWork {
  /** Compiled for shared memory. */
  readonly module: WebAssembly.Module;
  /** The engine's, shared. */
  readonly memory: WebAssembly.Memory;
  /** What `TaskBoard` shares. */
  readonly board: SharedArrayBuffer;
  /** How far behind the engine's own scratch space this thread's begins, in bytes. */
  readonly scratch: number;
}

/** Works off parts of tasks until the engine ends. Blocks its thread: whoever starts it hears no message after `onReady`. */
export function runThread({ module, memory, board: shared, scratch }: ThreadWork, onReady: () => void): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const board = new TaskBoard(shared);
  onReady();
  while (board.waitForTask()) workOff(board, exports as unknown as Kernels, scratch);
}

/** Works off parts of the task that is shown, as long as there are any. */
export function workOff(board: TaskBoard, kernels: Kernels, scratch: number): void {
  for (let taken = board.take(); taken; taken = board.take()) board.finish(workOffPart(kernels, taken, scratch));
}

/** @returns whether the kernel came to its end. */
function workOffPart(kernels: Kernels, { task, part }: TakenPart, scratch: number): boolean {
  const { kernel, units, parts, args } = task;
  const [from, to] = [Math.floor((part * units) / parts), Math.floor(((part + 1) * units) / parts)];
  try {
    shareOf(kernel).work(kernels, args, from, to, scratch);
    return true;
  } catch {
    return false; // a trap: the engine tells it, once all parts are over
  }
}
