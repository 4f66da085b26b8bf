import { healthResponse } from '../../shared/api/health/contract.ts';
import { Inspector } from './inspector.ts';

/**
 * Bytes that one isolate holds: V8's heap, array buffers, and WebAssembly memory, which is in neither. Reserved is what V8
 * has taken, garbage included; live is what is left where the garbage has just been collected.
 */
export interface IsolateMemory {
  readonly model: string;
  readonly kind: 'reserved' | 'live';
  readonly heap: number;
  readonly buffers: number;
  readonly wasm: number;
}

export const totalBytes = ({ heap, buffers, wasm }: IsolateMemory): number => heap + buffers + wasm;

interface HeapUsage {
  readonly totalSize: number;
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

type Isolate = readonly [model: string, inspector: Inspector];

/** Watches the memory of both isolates of a running server. */
export class MemoryWatch {
  readonly #url: URL;
  readonly #isolates: readonly Isolate[];

  private constructor(url: URL, isolates: readonly Isolate[]) {
    this.#url = url;
    this.#isolates = isolates;
  }

  /** `workers`: the name of each model's Worker. */
  static async begin(url: URL, inspector: URL, workers: Readonly<Record<string, string>>): Promise<MemoryWatch> {
    const isolates = Object.entries(workers).map(async ([model, worker]) => {
      const address = new URL(`/core:user:${worker}`, inspector);
      return [model, await Inspector.connect(address)] as const;
    });
    return new MemoryWatch(url, await Promise.all(isolates));
  }

  async reserved(): Promise<IsolateMemory[]> {
    return this.#eachIsolate(async (inspector) => {
      const { totalSize: heap, backingStorageSize: buffers } = await usage(inspector);
      return { kind: 'reserved', heap, buffers };
    });
  }

  /** Collects the garbage of both first, as V8 does before an isolate meets its limit. */
  async live(): Promise<IsolateMemory[]> {
    return this.#eachIsolate(async (inspector) => {
      await inspector.call('HeapProfiler.collectGarbage');
      const { usedSize: heap, backingStorageSize: buffers } = await usage(inspector);
      return { kind: 'live', heap, buffers };
    });
  }

  end(): void {
    for (const [, inspector] of this.#isolates) inspector.close();
  }

  async #eachIsolate(read: (inspector: Inspector) => Promise<Omit<IsolateMemory, 'model' | 'wasm'>>) {
    const wasm = await this.#wasmBytes();
    const reading = Promise.all(
      this.#isolates.map(async ([model, inspector]) => ({
        model,
        wasm: wasm.get(model) ?? 0,
        ...(await read(inspector)),
      })),
    );
    await this.#giveTurnsUntil(reading);
    return reading;
  }

  /** An idle isolate answers its inspector only when somebody asks something of it. */
  async #giveTurnsUntil(done: Promise<unknown>): Promise<void> {
    let waiting = true;
    const ended = done.finally(() => {
      waiting = false;
    });
    while (waiting) await Promise.race([ended, this.#wasmBytes()]);
  }

  async #wasmBytes(): Promise<Map<string, number>> {
    const response = await fetch(new URL('/health', this.#url), { headers: { connection: 'close' } });
    const { models } = healthResponse.parse(await response.json());
    return new Map(models.map(({ id, memory_bytes: bytes }) => [id, bytes]));
  }
}

async function usage(inspector: Inspector): Promise<HeapUsage> {
  return (await inspector.call('Runtime.getHeapUsage')) as HeapUsage;
}
