import { limits } from '../../shared/api/limits.ts';
import { headCount, layerCount } from './reader-place.ts';

/** Whether one answer of the API may hold so many bytes of tensors. */
export function fitsOneAnswer(bytes: number): boolean {
  return bytes <= limits.tensorBytes;
}

/**
 * Groups items, in their order, into the fewest answers that may hold them. An item that is too large for any answer is
 * a group of its own.
 */
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

/** The most tokens for which `fits` still holds, up to the most that the model reads. */
export function mostTokens(fits: (seqLen: number) => boolean): number {
  let most: number = limits.tokensPerText;
  while (most > 0 && !fits(most)) most--;
  return most;
}

/** Bytes of `matrices` attention matrices; those of all heads by default. */
export function attentionBytes(seqLen: number, matrices = layerCount * headCount, bytesPerWeight = 4): number {
  return matrices * seqLen ** 2 * bytesPerWeight;
}
