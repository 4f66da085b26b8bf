import type { Head } from './attention-scores.ts';
import { changePairs } from './change.ts';
import { emitPairs } from './emit.ts';
import type { Pass } from './pass.ts';

/**
 * attentionProbs = softmax(attentionScores), in place, each row over the keys; then times the head's mask, as Hugging
 * Face's `head_mask` does.
 */
export function softmax(pass: Pass, at: Head): void {
  probRows(pass, at, at.length, pass.plan.scores.address);
  changePairs(pass, `attentions.${at.layer}`, at, pass.plan.scores.address);
  emitPairs(pass, `attentions.${at.layer}`, at.text, at.head, pass.plan.scores.address, at.paddedLength);
}

/** The same of `count` rows of scores at an address, [count, paddedLength]. */
export function probRows(pass: Pass, at: Head, count: number, address: number): void {
  pass.kernels.softmax(address, count, at.length, at.paddedLength);
  const mask = pass.headMask?.[at.layer][at.head] ?? 1;
  if (mask !== 1) scaleProbs(pass.floats.subarray(address / 4).subarray(0, count * at.paddedLength), mask);
}

function scaleProbs(probs: Float32Array, mask: number): void {
  for (let i = 0; i < probs.length; i++) probs[i] *= mask;
}
