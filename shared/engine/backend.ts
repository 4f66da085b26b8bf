import * as ort from '#ort';
import { Engine, type EngineOptions } from './engine.ts';
import { EngineSession } from './session.ts';

/**
 * Our engine as an ONNX Runtime backend, which is what transformers.js runs its models on.
 *
 * `InferenceSession.create('bert-base-uncased')` hands the string over untouched; a session lists every output of the
 * engine. `create('bert-base-uncased?outputs=last_hidden_state')` lists only that one, and so that is all that a model
 * class, which fetches whatever is listed, makes the engine keep.
 */
const backendName = 'bert-engine';

export interface EngineSource extends EngineOptions {
  /** Id of `[MASK]`: where `logits` are computed when nobody lists positions. */
  readonly maskTokenId: number;
}

interface Provided {
  readonly source: EngineSource;
  /** Set once somebody loads; unset when that fails, so that the next one tries again. */
  engine?: Promise<Engine>;
  sessions: number;
}

const provided = new Map<string, Provided>();

/** Makes a model known by its id. Loading waits for the first session. Replaces an earlier one of the same id. */
export function provideEngine(id: string, source: EngineSource): void {
  provided.set(id, { source, sessions: 0 });
  ort.registerBackend(backendName, backend, 10);
}

/** Opens a session on our backend; all sessions of one id share one engine. */
export async function createSession(path: string): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(path, { executionProviders: [backendName] });
}

/** The engine behind a provided id, loaded when needed. */
export async function engineOf(id: string): Promise<Engine> {
  const entry = entryOf(id);
  entry.engine ??= Engine.load(entry.source).catch((error: unknown) => {
    entry.engine = undefined;
    throw error;
  });
  return entry.engine;
}

function entryOf(id: string): Provided {
  const entry = provided.get(id);
  if (entry) return entry;
  throw new Error(`expected one of the provided models (${[...provided.keys()].join(', ') || 'none'}), found "${id}"`);
}

const backend: Parameters<typeof ort.registerBackend>[1] = {
  init: async () => {},
  async createSessionHandler(pathOrBuffer) {
    if (typeof pathOrBuffer !== 'string') throw new TypeError('expected the id of a provided model, found a buffer');
    const [id, query] = pathOrBuffer.split('?');
    const names = new URLSearchParams(query).get('outputs')?.split(',');
    const entry = entryOf(id);
    const engine = await engineOf(id);
    const session = new EngineSession(engine, entry.source.maskTokenId, names, () => release(entry, engine));
    entry.sessions++;
    return session;
  },
};

/** The last session to go takes the engine's memory and threads with it. */
function release(entry: Provided, engine: Engine): void {
  entry.sessions--;
  if (entry.sessions > 0) return;
  engine.end();
  entry.engine = undefined;
}
