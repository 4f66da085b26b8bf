import type { AttentionTrace } from '../../../model/attention-trace.ts';
import type { HeadSummaries } from './head-summaries.ts';

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, (answer: unknown) => void>();

/** `summariseHeads` in a worker, so that the page stays responsive. */
export function summarise(trace: AttentionTrace, before?: AttentionTrace): Promise<HeadSummaries> {
  return ask<HeadSummaries>({ trace: plain(trace), ...(before && { before: plain(before) }) });
}

/** `thumbnailsOfBytes` in a worker. The bytes are transferred, so the caller cannot use them afterwards. */
export function summariseBytes(bytes: Uint8Array, seqLen: number): Promise<Uint8Array> {
  return ask<Uint8Array>({ bytes, seqLen }, [bytes.buffer]);
}

function ask<Answer>(task: object, moved: Transferable[] = []): Promise<Answer> {
  worker ??= start();
  const id = ++lastId;
  return new Promise<Answer>((resolve) => {
    waiting.set(id, resolve as (answer: unknown) => void);
    worker!.postMessage({ id, ...task }, moved);
  });
}

/** A plain copy, because a worker cannot receive reactive state. */
function plain({ model, tokens, layers, heads, attentions }: AttentionTrace): AttentionTrace {
  return { model, tokens, layers, heads, attentions };
}

function start(): Worker {
  const started = new Worker(new URL('./heads.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<{ id: number; answer: unknown }>) => {
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  });
  return started;
}
