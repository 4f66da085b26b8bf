import type { AttentionTrace } from '../../../lib/attention-trace.ts';
import { headCount, layerCount } from '../../../lib/fragment.ts';
import { maxThumbnailSide } from '../../attention-heads/overview-layout.ts';
import type { Read } from '../readings.ts';
import { summarise } from './ask-worker.ts';
import type { HeadSummaries } from './head-summaries.ts';

/** What the overview shows of a text: of all heads at once where the answer holds them, and against those before a change. */
export function followSummaries(read: () => Read | undefined, before: () => AttentionTrace | undefined) {
  let value = $state.raw<HeadSummaries>();
  let seqLen = $state(0);
  const whole = $derived(wholeOf(read()));
  const unchanged = $derived(wholeOf(before()));

  $effect(() => {
    const trace = whole;
    if (!trace) return;
    let isLatest = true;
    void summarise(trace, unchanged).then((found) => {
      if (!isLatest) return;
      value = found;
      seqLen = trace.tokens.length;
    });
    return () => {
      isLatest = false;
    };
  });

  return {
    get value() {
      return value;
    },
    /** What is drawn, in words. */
    get note() {
      if (read()?.lens === 'rollout') return 'Rollout has no heads: these are the weights.';
      return seqLen > maxThumbnailSide
        ? 'Each thumbnail cell is the largest of its block, √ scale.'
        : 'One thumbnail cell a number, √ scale.';
    },
  };
}

function wholeOf<T extends AttentionTrace>(trace: T | undefined): T | undefined {
  return trace?.layers.length === layerCount && trace.heads.length === headCount ? trace : undefined;
}
