/** Bytes of shared memory that a board needs: the words below, then a task's numbers. */
const boardBytes = 512;
const taskAt = 320;

/** Words in which several threads count, or wait for a change, a cache line each. */
const [ticketAt, finishedAt, sleepersAt, waitersAt, failedAt] = [0, 16, 32, 48, 64];

/** The ticket's lower bits count the parts that nobody has taken, the upper ones number the tasks, from 0 again in the end. */
const partBits = 5;

/** Most parts of one task. */
export const mostParts = (1 << partBits) - 1;

/** Looks at a word before a thread goes to sleep: some 50 microseconds, in which most next tasks come. */
const looks = 4000;

/** No part of a task takes a hundredth of this: a thread that is not done by then is gone. */
const patienceMs = 10_000;

/** In place of a kernel: the end of all threads. */
const endOfWork = -1;

/** A kernel of the table in `shares.ts`, what it is called with, and how many units and parts its work falls into. */
export interface Task {
  readonly kernel: number;
  readonly units: number;
  readonly parts: number;
  readonly args: readonly number[];
}

/** A part of a task that one thread has taken and must finish. */
export interface TakenPart {
  readonly task: Task;
  readonly part: number;
}

/**
 * What the threads of one engine tell each other, in shared memory. One posts a task; all take parts of it while there are
 * any; the one that posted waits until all are finished, and only then posts the next.
 *
 * To take a part is to count the ticket down by one. That fails where the ticket is not what it was when the task was read,
 * so that a thread which slept through a task never works on a mixture of two.
 */
export class TaskBoard {
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #task: Float64Array;
  /** The task that was read last, and its number: a thread that takes several parts of one reads it once. */
  #read: { readonly number: number; readonly task: Task } | undefined;

  constructor(shared = new SharedArrayBuffer(boardBytes)) {
    this.shared = shared;
    this.#words = new Int32Array(shared, 0, taskAt / 4);
    this.#task = new Float64Array(shared, taskAt);
  }

  /** @throws Error on a page's own thread, which must never wait. */
  expectToWait(): void {
    try {
      Atomics.wait(this.#words, finishedAt, 0, 0);
    } catch (cause) {
      throw new Error(
        "expected a thread that may wait for others, found a page's own; load the model in a Web Worker",
        {
          cause,
        },
      );
    }
  }

  /** Shows a task to all threads; the last one must be finished. */
  post({ kernel, units, parts, args }: Task): void {
    this.#task.set([kernel, units, parts, args.length, ...args]);
    Atomics.store(this.#words, finishedAt, 0);
    const number = (Atomics.load(this.#words, ticketAt) >> partBits) + 1;
    Atomics.store(this.#words, ticketAt, (number << partBits) | parts);
    if (Atomics.load(this.#words, sleepersAt) > 0) Atomics.notify(this.#words, ticketAt);
  }

  /** Takes a part of the task that is shown; undefined where none is left, or where it is the end of all work. */
  take(): TakenPart | undefined {
    for (;;) {
      const ticket = Atomics.load(this.#words, ticketAt);
      const left = ticket & mostParts;
      if (left === 0 || this.#isOver) return undefined;
      const task = this.#taskOf(ticket >> partBits);
      if (Atomics.compareExchange(this.#words, ticketAt, ticket, ticket - 1) === ticket)
        return { task, part: left - 1 };
    }
  }

  #taskOf(number: number): Task {
    if (this.#read?.number !== number) {
      const [kernel, units, parts, count] = this.#task;
      const args = Array.from(this.#task.subarray(4, 4 + count));
      this.#read = { number, task: { kernel, units, parts, args } };
    }
    return this.#read.task;
  }

  /** Says that a taken part is done, or that its kernel failed. */
  finish(isDone: boolean): void {
    if (!isDone) Atomics.store(this.#words, failedAt, 1);
    Atomics.add(this.#words, finishedAt, 1);
    if (Atomics.load(this.#words, waitersAt) > 0) Atomics.notify(this.#words, finishedAt);
  }

  /** Waits until all parts of the task are finished. @throws Error where a thread failed, or is gone. */
  waitForAll(parts: number): void {
    if (!this.#areSoonFinished(parts)) this.#sleepUntilFinished(parts);
    if (Atomics.load(this.#words, failedAt) !== 0) throw new Error('a kernel failed in a thread; load the model again');
  }

  #areSoonFinished(parts: number): boolean {
    for (let look = 0; look < looks; look++) if (this.#finished === parts) return true;
    return false;
  }

  #sleepUntilFinished(parts: number): void {
    Atomics.add(this.#words, waitersAt, 1);
    for (let done = this.#finished; done !== parts; done = this.#finished) {
      if (Atomics.wait(this.#words, finishedAt, done, patienceMs) !== 'timed-out') continue;
      throw new Error(`expected ${parts} parts of a kernel's work, found ${done} after 10 s; load the model again`);
    }
    Atomics.sub(this.#words, waitersAt, 1);
  }

  /** Waits until parts are there to take. @returns false at the end of all work */
  waitForTask(): boolean {
    for (let look = 0; look < looks; look++) if (this.#left > 0) return !this.#isOver;
    Atomics.add(this.#words, sleepersAt, 1);
    const ticket = Atomics.load(this.#words, ticketAt);
    if ((ticket & mostParts) === 0) Atomics.wait(this.#words, ticketAt, ticket);
    Atomics.sub(this.#words, sleepersAt, 1);
    return !this.#isOver;
  }

  /** Ends all threads that wait for a task. */
  end(): void {
    this.post({ kernel: endOfWork, units: 0, parts: 1, args: [] });
  }

  get #left(): number {
    return Atomics.load(this.#words, ticketAt) & mostParts;
  }

  get #finished(): number {
    return Atomics.load(this.#words, finishedAt);
  }

  get #isOver(): boolean {
    return this.#task[0] === endOfWork;
  }
}
