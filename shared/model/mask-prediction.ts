import type { FillMaskOptions, MaskCandidate } from './bert.ts';
import { quoted } from './quoted.ts';

/** The text has no [MASK], or the model cannot fill one. */
export class NoMaskError extends Error {
  override readonly name = 'NoMaskError';
}

/** A target that is no word piece of the vocabulary. */
export class UnknownTargetError extends Error {
  override readonly name = 'UnknownTargetError';
  readonly found: string;

  constructor(found: string) {
    super(`expected targets that are single word pieces of the vocabulary, found ${quoted(found)}`);
    this.found = found;
  }
}

/**
 * The candidates for one [MASK]: the targets in the order asked where there are any, else the `topK` best, best first.
 * probability_i = exp(logit_i - max) / sum exp(logit_j - max) over the whole vocabulary, in double precision.
 * @param logits [vocabSize]
 * @throws UnknownTargetError naming the word that is no word piece.
 */
export function maskPrediction(
  logits: Float32Array,
  vocab: readonly string[],
  ids: ReadonlyMap<string, number>,
  { topK, targets }: FillMaskOptions,
): MaskCandidate[] {
  const { largest, sum } = exponentials(logits);
  const chosen = targets ? targets.map((target) => targetId(target, ids)) : bestIds(logits, topK);
  return chosen.map((id) => ({ token: vocab[id], id, probability: Math.exp(logits[id] - largest) / sum }));
}

/** max = the largest logit; sum = sum exp(logit_j - max), in double precision: what turns logits into probabilities. */
export function exponentials(logits: Float32Array): { readonly largest: number; readonly sum: number } {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id]! - largest);
  return { largest, sum };
}

/** The id of a word of the vocabulary, as it is or in small letters. @throws UnknownTargetError where there is none. */
export function targetId(target: string, ids: ReadonlyMap<string, number>): number {
  const id = ids.get(target) ?? ids.get(target.toLowerCase());
  if (id !== undefined) return id;
  throw new UnknownTargetError(target);
}

/**
 * Ids of the `count` largest logits, largest first; of equal ones the smaller id. Sorting only when twice as many have
 * gathered keeps the cost low.
 */
export function bestIds(logits: Float32Array, count: number): number[] {
  const byLogit = (a: number, b: number) => logits[b] - logits[a] || a - b;
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    if (logits[id] <= least) continue;
    best.push(id);
    if (best.length < 2 * count) continue;
    best.sort(byLogit).length = count;
    least = logits[best[count - 1]];
  }
  return best.sort(byLogit).slice(0, count);
}
