import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from './cases.ts';
import type { ContenderName, ModelFiles } from './contender.ts';
import type { Entrant } from './entrant.ts';
import type { Answers, ContenderAnswer, Request, Timing } from './messages.ts';

const script = fileURLToPath(new URL('contender-process.ts', import.meta.url));

/** A contender in a Node process of its own, one question at a time. */
export class NodeContender implements Entrant {
  readonly name: ContenderName;
  readonly loading: Timing;
  readonly #process: ChildProcess;

  private constructor(name: ContenderName, process: ChildProcess, loading: Timing) {
    this.name = name;
    this.#process = process;
    this.loading = loading;
  }

  /** @throws Error with what the contender said when it could not load the model. */
  static async start(name: ContenderName, files: ModelFiles): Promise<NodeContender> {
    const process = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    try {
      return new NodeContender(name, process, await ask(process, { ask: 'load', contender: name, files }));
    } catch (cause) {
      process.kill();
      throw new Error(`${name}, ${files.id}: ${(cause as Error).message}`, { cause });
    }
  }

  ask<R extends Request>(request: R): Promise<Answers[R['ask']]> {
    return ask(this.#process, request);
  }

  run(one: BenchCase): Promise<Timing> {
    if ('tokenIds' in one) return this.ask({ ask: 'forward', tokenIds: one.tokenIds });
    return this.ask({ ask: 'embed', texts: one.texts });
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
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
    const [answer] = (await Promise.race([answered, died])) as [ContenderAnswer];
    if ('error' in answer) throw new Error(answer.error);
    return answer.ok as Answers[R['ask']];
  } finally {
    ended.abort();
  }
}
