import type { ScoresView } from '../scores/pair-products.ts';
import { vectorLength } from '../weighted-sum/weighted-values.ts';

/** The tip of a key in coordinates of the query: along it and across it, in the vectors' units. */
export interface Tip {
  /** k . q / |q|, the key's shadow on the query; negative where the two point in opposite directions. */
  readonly along: number;
  /** The rest of the key's length, 0 or more. */
  readonly across: number;
}

/** One key as an arrow in the half-plane of the query, with its score and weight. */
export interface KeyArrow extends Tip {
  /** Index of the key's token. */
  readonly key: number;
  readonly score: number;
  /** 0..1 */
  readonly weight: number;
}

/** A key that the reader has pulled to another place. */
export interface Pulled extends Tip {
  readonly key: number;
}

/** A key split into its shadow on the query and the rest: along^2 + across^2 = |key|^2. */
export function tipOf(query: readonly number[], key: readonly number[]): Tip {
  const along = key.reduce((sum, value, index) => sum + value * query[index]!, 0) / (vectorLength(query) || 1);
  return { along, across: Math.sqrt(Math.max(0, vectorLength(key) ** 2 - along ** 2)) };
}

/** The score of a shadow of this length: along |q| / sqrt(headSize). */
export function scoreOf(along: number, query: readonly number[]): number {
  return (along * vectorLength(query)) / Math.sqrt(query.length);
}

/**
 * All keys of one query, in the order of the sentence, with the lengths of the vectors and their angles to the query.
 * Scores are the model's, except for a pulled key's; weights are the softmax of these scores.
 */
export function keyArrows({ query, keys, scores }: ScoresView, pulled?: Pulled): KeyArrow[] {
  const tips = keys.map((key, at) => (at === pulled?.key ? pulled : tipOf(query, key)));
  const row = scores.map((score, at) => (at === pulled?.key ? scoreOf(pulled.along, query) : score));
  const highest = Math.max(...row);
  const exponentials = row.map((score) => Math.exp(score - highest));
  const sum = exponentials.reduce((total, one) => total + one, 0);
  return tips.map(({ along, across }, key) => ({
    key,
    along,
    across,
    score: row[key]!,
    weight: exponentials[key]! / sum,
  }));
}

/** Indices of the keys with the largest scores, at most `most` and always `always`, the longest shadow first. */
export function namedKeys(arrows: readonly KeyArrow[], most: number, always: number): number[] {
  const byScore = arrows.toSorted((a, b) => b.score - a.score).map(({ key }) => key);
  const named = new Set([...new Set([always, ...byScore])].slice(0, most));
  return arrows
    .filter(({ key }) => named.has(key))
    .toSorted((a, b) => b.along - a.along)
    .map(({ key }) => key);
}
