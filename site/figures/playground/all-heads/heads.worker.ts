import type { AttentionTrace } from '../../../lib/attention-trace.ts';
import { summariseHeads } from './head-summaries.ts';

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ id: number; trace: AttentionTrace; before?: AttentionTrace }>) => {
    self.postMessage({ id: data.id, summaries: summariseHeads(data.trace, data.before) });
  },
);
