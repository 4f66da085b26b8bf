import type { Head } from './attention-scores.ts';
import { emitPairs } from './emit.ts';
import type { Pass } from './pass.ts';

/**
 * attentionProbs = softmax(attentionScores), in place, each row over the keys; then times the head's mask, as Hugging
 * Face's `head_mask` does.
 */
export function softmax(pass: Pass, at: Head): void {
  const { kernels, plan, headMask } = pass;
  kernels.softmax(plan.scores.address, at.length, at.length, at.paddedLength);
  const mask = headMask?.[at.layer][at.head] ?? 1;
  if (mask !== 1) scaleProbs(pass, at, mask);
  emitPairs(pass, `attentions.${at.layer}`, at.text, at.head, plan.scores.address, at.paddedLength);
}

function scaleProbs({ floats, plan }: Pass, { length, paddedLength }: Head, mask: number): void {
  const first = plan.scores.address / 4;
  const last = first + length * paddedLength;
  for (let i = first; i < last; i++) floats[i] *= mask;
}
