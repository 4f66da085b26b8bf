import { fileURLToPath } from 'node:url';
import { Miniflare } from 'miniflare';
import { unstable_readConfig } from 'wrangler';
import type { BenchCase } from '../cases.ts';
import type { ContenderName, ModelFiles } from '../contender.ts';
import type { Entrant } from '../entrant.ts';
import type { Timing } from '../messages.ts';
import { root } from '../options.ts';
import { median } from '../rounds.ts';
import { bundleWorker } from './bundle.ts';
import { type FileServer, serveFolder } from './file-server.ts';
import type { WorkerRequest } from './worker-request.ts';

/** Calls that do nothing, of which the median is the price of asking. */
const emptyCalls = 20;

/** A contender in a workerd process of its own. Times are the wall clock around a call less that of an empty call. */
export class WorkerdContender implements Entrant {
  readonly name: ContenderName;
  readonly #miniflare: Miniflare;
  readonly #files: FileServer;
  readonly #url: URL;
  #loading: Timing = unknownTiming(Number.NaN);
  #emptyMs = 0;

  private constructor(name: ContenderName, miniflare: Miniflare, files: FileServer, url: URL) {
    this.name = name;
    this.#miniflare = miniflare;
    this.#files = files;
    this.#url = url;
  }

  /** @throws Error with what the Worker said when it could not load the model. */
  static async start(name: ContenderName, { id, converted, onnx }: ModelFiles): Promise<WorkerdContender> {
    const miniflare = localWorker(name);
    const files = await serveFolder(name === 'ours' ? converted : onnx);
    const contender = new WorkerdContender(name, miniflare, files, await miniflare.ready);
    try {
      await contender.#load(id);
    } catch (cause) {
      await contender.close();
      throw new Error(`${name} in workerd, ${id}: ${(cause as Error).message}`, { cause });
    }
    return contender;
  }

  get loading(): Timing {
    return this.#loading;
  }

  async run(one: BenchCase): Promise<Timing> {
    const ms = await this.#ask(
      'tokenIds' in one ? { ask: 'forward', tokenIds: one.tokenIds } : { ask: 'embed', texts: one.texts },
    );
    return unknownTiming(ms - this.#emptyMs);
  }

  async close(): Promise<void> {
    await this.#miniflare.dispose();
    this.#files.close();
  }

  async #load(id: string): Promise<void> {
    this.#loading = unknownTiming(await this.#ask({ ask: 'load', id, origin: this.#files.origin }));
    const empty: number[] = [];
    for (let call = 0; call < emptyCalls; call++) empty.push(await this.#ask({ ask: 'nothing' }));
    this.#emptyMs = median(empty);
  }

  async #ask(request: WorkerRequest): Promise<number> {
    const started = performance.now();
    const response = await fetch(this.#url, { method: 'POST', body: JSON.stringify(request) });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return performance.now() - started;
  }
}

function localWorker(name: ContenderName): Miniflare {
  const { main, modules } = bundleWorker(name);
  const config = unstable_readConfig({ config: fileURLToPath(new URL('wrangler.toml', import.meta.url)) });
  return new Miniflare({
    host: '127.0.0.1',
    port: 0,
    workers: [
      {
        config: {
          name: `bench-${name}`,
          type: 'worker',
          compatibilityDate: config.compatibility_date!,
          compatibilityFlags: config.compatibility_flags,
          manifest: { mainModule: main, modulesRoot: root, modules },
          env: {},
        },
      },
    ],
  });
}

/** workerd tells neither its processor time nor its memory. */
function unknownTiming(ms: number): Timing {
  return { ms, cpuMs: Number.NaN, peakMiB: Number.NaN };
}
