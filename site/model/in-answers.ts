import { limits } from '../../shared/api/limits.ts';
import { headCount, layerCount } from './reader-place.ts';

/** Whether one answer of the API may hold so many bytes of tensor. */
export function fitsOneAnswer(bytes: number): boolean {
  return bytes <= limits.tensorBytes;
}

/** Things to ask for, in their order, in the fewest answers that may hold them; what is too large for any is alone. */
export function inAnswers<Item>(items: readonly Item[], bytesOf: (item: Item) => number): Item[][] {
  const answers: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += bytesOf(item);
    if (answers.length > 0 && fitsOneAnswer(bytes)) answers.at(-1)!.push(item);
    else {
      answers.push([item]);
      bytes = bytesOf(item);
    }
  }
  return answers;
}

/** The most tokens for which `fits` still holds, at most as many as the model reads. */
export function mostTokens(fits: (seqLen: number) => boolean): number {
  let most: number = limits.tokensPerText;
  while (most > 0 && !fits(most)) most--;
  return most;
}

/** Bytes of some matrices of attention; those of all heads where it is not said how many. */
export function attentionBytes(seqLen: number, matrices = layerCount * headCount, bytesPerWeight = 4): number {
  return matrices * seqLen ** 2 * bytesPerWeight;
}

/** Most tokens of which all heads are one answer: 120. */
export const allHeadsTokens = mostTokens((seqLen) => fitsOneAnswer(attentionBytes(seqLen)));
