import type { AttentionTrace } from '../../../model/attention-trace.ts';
import type { HeadSummaries } from './head-summaries.ts';

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, (answer: unknown) => void>();

/** `summariseHeads` off the page's own thread, which stays free for the pointer. */
export function summarise(trace: AttentionTrace, before?: AttentionTrace): Promise<HeadSummaries> {
  return ask<HeadSummaries>({ trace: plain(trace), ...(before && { before: plain(before) }) });
}

/** `thumbnailsOfBytes` there; the bytes move over and are gone here. */
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

/** What can be sent to a worker: state of this page cannot. */
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
