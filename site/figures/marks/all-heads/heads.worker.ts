import type { AttentionTrace } from '../../../model/attention-trace.ts';
import { summariseHeads, thumbnailsOfBytes } from './head-summaries.ts';

/** A task for the worker; its answer has the same `id`. */
export type HeadTask =
  | { readonly id: number; readonly trace: AttentionTrace; readonly before?: AttentionTrace }
  | { readonly id: number; readonly bytes: Uint8Array; readonly seqLen: number };

self.addEventListener('message', ({ data }: MessageEvent<HeadTask>) => {
  const answer = 'bytes' in data ? thumbnailsOfBytes(data.bytes, data.seqLen) : summariseHeads(data.trace, data.before);
  self.postMessage({ id: data.id, answer });
});
