import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContenderName, ModelFiles } from './contender.ts';
import type { Answer, Answers, Request, Timing } from './messages.ts';

const script = fileURLToPath(new URL('contender-process.ts', import.meta.url));

/** A contender in its own process, one question at a time. */
export class RemoteContender {
  readonly name: ContenderName;
  readonly loading: Timing;
  readonly #process: ChildProcess;

  private constructor(name: ContenderName, process: ChildProcess, loading: Timing) {
    this.name = name;
    this.#process = process;
    this.loading = loading;
  }

  /** @throws Error with what the contender said when it could not load the model. */
  static async start(name: ContenderName, files: ModelFiles): Promise<RemoteContender> {
    const process = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    try {
      return new RemoteContender(name, process, await ask(process, { ask: 'load', contender: name, files }));
    } catch (cause) {
      process.kill();
      throw new Error(`${name}, ${files.id}: ${(cause as Error).message}`, { cause });
    }
  }

  ask<R extends Request>(request: R): Promise<Answers[R['ask']]> {
    return ask(this.#process, request);
  }

  close(): void {
    this.#process.disconnect();
    this.#process.kill();
  }
}

async function ask<R extends Request>(process: ChildProcess, request: R): Promise<Answers[R['ask']]> {
  const ended = new AbortController();
  const options = { signal: ended.signal };
  try {
    const answered = once(process, 'message', options);
    const died = once(process, 'exit', options).then(([code, signal]) => {
      throw new Error(`expected an answer to "${request.ask}", found the process ended (${code ?? signal})`);
    });
    process.send(request);
    const [answer] = (await Promise.race([answered, died])) as [Answer];
    if ('error' in answer) throw new Error(answer.error);
    return answer.ok as Answers[R['ask']];
  } finally {
    ended.abort();
  }
}
