import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One token's query against every token's key. */
export interface ScoresView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** [headSize] */
  readonly query: readonly number[];
  /** [seqLen][headSize] */
  readonly keys: readonly (readonly number[])[];
  /** attentionScores of the row, [seqLen] */
  readonly scores: readonly number[];
}

export const scoresFigure: FigureView<ScoresView> = {
  names: ({ layer }) => [`query.${layer}`, `key.${layer}`, `attention_scores.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      query: plainNumbers(traceRow(trace, `query.${layer}`, head, token)),
      keys: trace.tokens.map((_, key) => plainNumbers(traceRow(trace, `key.${layer}`, head, key))),
      scores: plainNumbers(traceRow(trace, `attention_scores.${layer}`, head, token)),
    };
  },
};

export interface PairProducts {
  /** query_i key_i, [headSize] */
  readonly products: readonly number[];
  /** Sum of the first i + 1 products, [headSize]; the last is query . key. */
  readonly running: readonly number[];
  readonly sum: number;
  /** sum / sqrt(headSize) */
  readonly score: number;
}

/** query . key, product by product, and the score that it becomes. */
export function pairProducts(query: readonly number[], key: readonly number[]): PairProducts {
  const products = query.map((value, index) => value * key[index]!);
  const { running } = runningSum(products);
  const sum = running.at(-1) ?? 0;
  return { products, running, sum, score: sum / Math.sqrt(query.length) };
}

/** The products in the order given, and the running sum after each. */
export function runningSum(products: readonly number[]): Pick<PairProducts, 'products' | 'running'> {
  let sum = 0;
  const running = products.map((product) => {
    sum += product;
    return sum;
  });
  return { products, running };
}

/** Keys of a row, largest score first, at most `most`, and how many are left out. */
export function rankedScores(scores: readonly number[], most: number): { listed: number[]; others: number } {
  const keys = scores.map((_, key) => key).sort((a, b) => scores[b]! - scores[a]!);
  return { listed: keys.slice(0, most), others: Math.max(0, keys.length - most) };
}

/** Indices of the `count` products of largest size. */
export function largestProducts(products: readonly number[], count: number): number[] {
  return products
    .map((_, index) => index)
    .sort((a, b) => Math.abs(products[b]!) - Math.abs(products[a]!))
    .slice(0, count);
}
