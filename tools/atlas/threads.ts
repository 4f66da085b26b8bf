import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, JobAnswers } from './jobs.ts';
import type { KeptParts } from './kept-parts.ts';

/** One kind of job, and what is said when some of them are done. */
interface Walk<Of extends Job['of']> {
  readonly of: Of;
  readonly jobs: readonly Extract<Job, { of: Of }>[];
  onProgress(done: number): void;
}

/** A thread for each core of the machine, each with a model of its own. */
export class Threads {
  readonly #workers: Worker[];
  readonly #parts: KeptParts;

  constructor(parts: KeptParts, count = availableParallelism()) {
    this.#parts = parts;
    this.#workers = Array.from({ length: count }, () => new Worker(new URL('atlas-thread.ts', import.meta.url)));
  }

  /** Answers in the order of the jobs; those that an earlier run finished are read instead. */
  async walk<Of extends Job['of']>({ of, jobs, onProgress }: Walk<Of>): Promise<JobAnswers[Of][]> {
    const answers: JobAnswers[Of][] = [];
    let [next, done] = [0, 0];
    const work = async (worker: Worker) => {
      while (next < jobs.length) {
        const at = next++;
        const name = `${of}-${at}`;
        const kept = this.#parts.read<{ answer: JobAnswers[Of] }>(name);
        const answer = kept ? kept.answer : await askThread<JobAnswers[Of]>(worker, jobs[at]!);
        if (!kept) this.#parts.write(name, { answer });
        answers[at] = answer;
        onProgress(++done);
      }
    };
    await Promise.all(this.#workers.map(work));
    return answers;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function askThread<Answer>(worker: Worker, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(error);
    worker.once('error', onError);
    worker.once('message', (answer: Answer) => {
      worker.off('error', onError);
      resolve(answer);
    });
    worker.postMessage(job);
  });
}
