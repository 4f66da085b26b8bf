import { type HeadMetric, headMetrics } from '../../shared/analysis/head-metrics.ts';
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

/** Which measure is which of a text's metrics: of its weights, and of the shares of what they carry. */
const ofWeights = {
  entropy_bits: 'entropy',
  distance: 'distance',
  confidence: 'confidence',
  cls: 'cls',
  sep: 'sep',
  self: 'self',
  previous: 'previous',
  next: 'next',
} as const satisfies Partial<Record<HeadMeasure, HeadMetric>>;
const ofLengths = {
  norm_cls: 'cls',
  norm_sep: 'sep',
  norm_self: 'self',
  norm_previous: 'previous',
  norm_next: 'next',
} as const satisfies Partial<Record<HeadMeasure, HeadMetric>>;

/**
 * Counts one sentence: weights A and lengths of what they carry, A ||f(x)|| (Kobayashi et al. 2020), both [heads, n, n]. The
 * measures are `headMetrics` of A, and the share of A on punctuation; those that begin with `norm_` are the same of
 * A ||f(x)|| / sum_j A ||f(x)||.
 */
export function addMeasures(
  sums: MeasureSums,
  sentence: ReadSentence,
  attentions: Float32Array,
  norms: Float32Array,
): void {
  const { tokens, punctuation } = sentence;
  const square = tokens.length ** 2;
  for (let head = 0; head < attentions.length / square; head++) {
    const weights = attentions.subarray(head * square, (head + 1) * square);
    const lengths = rowShares(norms.subarray(head * square, (head + 1) * square), tokens.length);
    addMetrics(sums, head, weights, tokens, ofWeights);
    addMetrics(sums, head, lengths, tokens, ofLengths);
    sums.measures.punctuation[head]! += sumOfColumns(weights, tokens.length, punctuation);
    sums.measures.norm_punctuation[head]! += sumOfColumns(lengths, tokens.length, punctuation);
  }
  addOffsets(sums, tokens, attentions);
}

/** Metrics are means over the rows of a text; means over all texts are of sums. */
function addMetrics(
  { measures }: MeasureSums,
  head: number,
  square: Float32Array,
  tokens: readonly Token[],
  names: Readonly<Partial<Record<HeadMeasure, HeadMetric>>>,
): void {
  const metrics = headMetrics(square, tokens);
  for (const [measure, metric] of Object.entries(names) as [HeadMeasure, HeadMetric][]) {
    measures[measure][head]! += metrics[metric] * tokens.length;
  }
}

/** Each row divided by its sum. */
function rowShares(square: Float32Array, n: number): Float32Array {
  const shares = square.slice();
  for (let first = 0; first < shares.length; first += n) {
    const row = shares.subarray(first, first + n);
    const sum = row.reduce((total, length) => total + length, 0);
    if (sum > 0) row.set(row.map((length) => length / sum));
  }
  return shares;
}

const sumOfColumns = (square: Float32Array, n: number, columns: readonly number[]) =>
  square.reduce((sum, value, at) => (columns.includes(at % n) ? sum + value : sum), 0);

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
