import { modelAsked } from '../../../shared/api/expect-model.ts';
import { Answers } from './answers.ts';
import { tabModelId } from './download.ts';
import type { Told } from './messages.ts';

export interface TabModel {
  /** Threads that share the work, 1 where memory cannot be shared. */
  readonly threads: number;
  /** Whether the tab can answer this request; if not, the API must. */
  readonly answers: (path: string, body: RequestInit['body']) => boolean;
  /** Answers one request in the tab; the body must be text. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
}

/** The model could not be loaded into the tab. */
export class TabModelError extends Error {
  override readonly name = 'TabModelError';
}

/**
 * Loads the model in a Web Worker. Aborting ends the worker and keeps the files that have arrived in full.
 * @param onProgress called with bytes of the weights
 * @throws TabModelError saying what went wrong; the signal's reason when it is aborted
 */
export function startTabModel(
  onProgress: (loaded: number, total: number) => void,
  signal: AbortSignal,
): Promise<TabModel> {
  const worker = new Worker(new URL('./tab-worker.ts', import.meta.url), { type: 'module' });
  const answers = new Answers((ask) => worker.postMessage(ask));
  return new Promise((resolve, reject) => {
    const stop = (reason: unknown) => {
      worker.terminate();
      reject(reason);
    };
    signal.addEventListener('abort', () => stop(signal.reason), { once: true });
    worker.onerror = ({ message }) => stop(new TabModelError(message || 'The worker could not be started.'));
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.kind === 'progress') onProgress(data.loaded, data.total);
      else if (data.kind === 'failed') stop(new TabModelError(data.message));
      else if (data.kind === 'ready')
        resolve({ threads: data.threads, answers: answering(data.paths), fetch: asking(answers) });
      else answers.hear(data);
    };
  });
}

function answering(paths: readonly string[]): TabModel['answers'] {
  return (path, body) => paths.includes(path) && typeof body === 'string' && isForTabModel(body);
}

/**
 * Whether a request names the tab's model, or none. The API refuses bodies that cannot be read and models that do not
 * exist.
 */
export function isForTabModel(body: string): boolean {
  try {
    return modelAsked(JSON.parse(body), tabModelId) === tabModelId;
  } catch {
    return false;
  }
}

function asking(answers: Answers): TabModel['fetch'] {
  return async (path, { headers, body, signal }) => {
    signal?.throwIfAborted();
    const accept = new Headers(headers).get('accept') ?? undefined;
    return answers.ask({ path, accept, body: String(body) }, signal ?? undefined);
  };
}
