import { once } from 'node:events';
import { healthResponse } from '../../shared/api/health.ts';

/** Bytes that one isolate holds: V8's heap as reserved, array buffers, and WebAssembly memory, which is in neither. */
export interface IsolateMemory {
  readonly model: string;
  readonly heap: number;
  readonly buffers: number;
  readonly wasm: number;
}

const workers: Readonly<Record<string, string>> = {
  'bert-base-uncased': 'understanding-bert',
  'all-MiniLM-L6-v2': 'understanding-bert-minilm',
};

/** What both isolates hold now, by `/health` and by V8's inspector: between two tasks, when an isolate can answer. */
export async function isolateMemory(url: URL, inspector: URL): Promise<IsolateMemory[]> {
  const response = await fetch(new URL('/health', url), { headers: { connection: 'close' } });
  const { models } = healthResponse.parse(await response.json());
  return Promise.all(
    models.map(async ({ id, memory_bytes: wasm }) => ({
      model: id,
      wasm,
      ...(await heapUsage(new URL(`/core:user:${workers[id]}`, inspector))),
    })),
  );
}

interface HeapUsage {
  readonly result: { readonly totalSize: number; readonly backingStorageSize: number };
}

async function heapUsage(target: URL): Promise<Pick<IsolateMemory, 'heap' | 'buffers'>> {
  const socket = new WebSocket(target);
  await once(socket, 'open');
  const answered = once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }));
  const [{ data }] = (await answered) as [MessageEvent<string>];
  socket.close();
  const { result } = JSON.parse(data) as HeapUsage;
  return { heap: result.totalSize, buffers: result.backingStorageSize };
}
