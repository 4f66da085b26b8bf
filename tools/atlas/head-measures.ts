import { type HeadMeasure, headMeasures } from '../../shared/atlas/atlas.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReadSentence } from './read-sentence.ts';

/** Offsets -8..8, in tokens. */
export const furthestOffset = 8;
export const offsetCount = 2 * furthestOffset + 1;

/** Sums over tokens (queries) of all sentences so far. */
export interface MeasureSums {
  /** [heads] each. */
  readonly measures: Record<HeadMeasure, Float64Array>;
  /** [heads, offsetCount] weights, and [offsetCount] how many pairs of tokens there were. */
  readonly byOffset: Float64Array;
  readonly pairs: Float64Array;
}

export function emptySums(heads: number): MeasureSums {
  const measures = headMeasures.map((measure) => [measure, new Float64Array(heads)]);
  return {
    measures: Object.fromEntries(measures),
    byOffset: new Float64Array(heads * offsetCount),
    pairs: new Float64Array(offsetCount),
  };
}

/** Adds sums of other sentences. */
export function addSums(into: MeasureSums, { measures, byOffset, pairs }: MeasureSums): void {
  for (const measure of headMeasures) addTo(into.measures[measure], measures[measure]);
  addTo(into.byOffset, byOffset);
  addTo(into.pairs, pairs);
}

/** sums += values */
export function addTo(sums: Float64Array, values: ArrayLike<number>): void {
  for (let at = 0; at < sums.length; at++) sums[at]! += values[at]!;
}

/** The keys on which a share of the weight is measured: indices of tokens. */
type Keys = Readonly<Record<'cls' | 'sep' | 'punctuation', readonly number[]>>;

function keysOf({ tokens, punctuation }: ReadSentence): Keys {
  const special = (name: string) =>
    [...tokens.keys()].filter((index) => tokens[index]!.special && tokens[index]!.text === name);
  return { cls: special('[CLS]'), sep: special('[SEP]'), punctuation };
}

/**
 * Counts one sentence: weights A and lengths of what they carry, A ||f(x)|| (Kobayashi et al. 2020), both [heads, n, n].
 *
 *   entropy_bits -sum_j A log2 A, distance sum_j A |i - j|, confidence max_j A, and shares of A on certain keys; those that
 *   begin with `norm_` are the same shares of A ||f(x)|| / sum_j A ||f(x)||
 */
export function addMeasures(
  sums: MeasureSums,
  sentence: ReadSentence,
  attentions: Float32Array,
  norms: Float32Array,
): void {
  const n = sentence.tokens.length;
  const on = keysOf(sentence);
  for (let head = 0; head < attentions.length / n ** 2; head++) {
    for (let query = 0; query < n; query++) {
      const first = (head * n + query) * n;
      const row = attentions.subarray(first, first + n);
      addShape(sums, head, query, row);
      addShares(sums, head, query, row, on, '');
      addShares(sums, head, query, asShares(norms.subarray(first, first + n)), on, 'norm_');
    }
  }
  addOffsets(sums, sentence.tokens, attentions);
}

function addShape({ measures }: MeasureSums, head: number, query: number, row: Float32Array): void {
  let [entropy, distance, largest] = [0, 0, 0];
  for (let key = 0; key < row.length; key++) {
    const weight = row[key]!;
    if (weight > 0) entropy -= weight * Math.log2(weight);
    distance += weight * Math.abs(query - key);
    if (weight > largest) largest = weight;
  }
  measures.entropy_bits[head]! += entropy;
  measures.distance[head]! += distance;
  measures.confidence[head]! += largest;
}

function addShares(
  { measures }: MeasureSums,
  head: number,
  query: number,
  row: Float32Array,
  on: Keys,
  kind: '' | 'norm_',
): void {
  const sumOn = (places: readonly number[]) => places.reduce((sum, key) => sum + row[key]!, 0);
  measures[`${kind}cls`][head]! += sumOn(on.cls);
  measures[`${kind}sep`][head]! += sumOn(on.sep);
  measures[`${kind}punctuation`][head]! += sumOn(on.punctuation);
  measures[`${kind}self`][head]! += row[query]!;
  measures[`${kind}previous`][head]! += row[query - 1] ?? 0;
  measures[`${kind}next`][head]! += row[query + 1] ?? 0;
}

function asShares(row: Float32Array): Float32Array {
  const sum = row.reduce((total, length) => total + length, 0);
  return sum === 0 ? row : row.map((length) => length / sum);
}

function addOffsets({ byOffset, pairs }: MeasureSums, tokens: readonly Token[], attentions: Float32Array): void {
  const n = tokens.length;
  const heads = attentions.length / n ** 2;
  for (let query = 0; query < n; query++) {
    for (let key = Math.max(0, query - furthestOffset); key <= Math.min(n - 1, query + furthestOffset); key++) {
      if (tokens[query]!.special || tokens[key]!.special) continue;
      const column = key - query + furthestOffset;
      pairs[column]!++;
      for (let head = 0; head < heads; head++) {
        byOffset[head * offsetCount + column]! += attentions[(head * n + query) * n + key]!;
      }
    }
  }
}
