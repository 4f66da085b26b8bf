import type { AttentionTrace } from '../../../lib/attention-trace.ts';
import type { HeadSummaries } from './head-summaries.ts';

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, (summaries: HeadSummaries) => void>();

/** `summariseHeads` off the page's own thread, which stays free for the pointer. */
export function summarise(trace: AttentionTrace, before?: AttentionTrace): Promise<HeadSummaries> {
  worker ??= start();
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker!.postMessage({ id, trace: plain(trace), ...(before && { before: plain(before) }) });
  });
}

/** What can be sent to a worker: state of this page cannot. */
function plain({ model, tokens, layers, heads, attentions }: AttentionTrace): AttentionTrace {
  return { model, tokens, layers, heads, attentions };
}

function start(): Worker {
  const started = new Worker(new URL('./heads.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<{ id: number; summaries: HeadSummaries }>) => {
    waiting.get(data.id)?.(data.summaries);
    waiting.delete(data.id);
  });
  return started;
}
