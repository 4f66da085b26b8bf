import type { FloatTensor } from './float-tensor.ts';

/** One number per head: 1 keeps it, 0 knocks it out. */
export type HeadMask = readonly number[];

/**
 * attentionProbs[h, q, k] headMask[h]
 *
 * attentionProbs [heads, seqLen, seqLen] -> the same shape. A head that is knocked out adds nothing
 * to its tokens. Without a mask the probabilities are returned as they are. Hugging Face's
 * `head_mask` does the same, at the same place.
 *
 * @throws Error when the mask has not one number per head.
 */
export function maskHeads(attentionProbs: FloatTensor, headMask?: HeadMask): FloatTensor {
  if (headMask === undefined) return attentionProbs;
  const { shape, data } = attentionProbs;
  const [heads, seqLen] = shape;
  if (headMask.length !== heads) {
    throw new Error(`headMask: expected one number for each of ${heads} heads, found ${headMask.length}`);
  }
  return { shape, data: data.map((prob, i) => prob * headMask[Math.floor(i / (seqLen * seqLen))]) };
}
