/** One key of a query's row. */
export interface RankedKey {
  /** Index of the token attended to. */
  readonly key: number;
  /** attentionProbs, 0..1 */
  readonly weight: number;
}

/** All keys of a row, largest weight first; ties keep the order of the sentence. */
export function rankKeys(row: Float32Array): RankedKey[] {
  return [...row].map((weight, key) => ({ key, weight })).sort((a, b) => b.weight - a.weight);
}

/** The `count` largest keys, and the number and sum of the others. */
export function topKeys(row: Float32Array, count: number): { top: RankedKey[]; others: number; rest: number } {
  const ranked = rankKeys(row);
  const others = ranked.slice(count);
  return { top: ranked.slice(0, count), others: others.length, rest: sumWeights(others.map(({ weight }) => weight)) };
}

/** Indices of the `most` largest values, largest first; the chosen one is always among them. */
export function listedWith(values: ArrayLike<number>, chosen: number, most: number): number[] {
  const ranked = Array.from(values, (_, index) => index).sort((a, b) => values[b]! - values[a]!);
  const listed = ranked.slice(0, most);
  return listed.includes(chosen) ? listed : [...listed.slice(0, most - 1), chosen];
}

/** Rank of one key in its row, from 1. */
export function rankOfKey(row: Float32Array, key: number): number {
  return rankKeys(row).findIndex((ranked) => ranked.key === key) + 1;
}

export function sumWeights(weights: Iterable<number>): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum;
}
