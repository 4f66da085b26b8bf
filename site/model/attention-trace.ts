import type { Token } from '../../shared/tokenizer/token.ts';
import type { Lens } from './reader-place.ts';

/** What `POST /v1/attention` can answer: with `reduce` none, norm, rollout. */
export type AttentionLens = Exclude<Lens, 'mixing'>;

/** Attention of one text, as `POST /v1/attention` returns it. */
export interface AttentionTrace {
  readonly model: string;
  /** What `attentions` is; the weights where absent. */
  readonly holds?: AttentionLens;
  readonly tokens: readonly Token[];
  /** Which layers `attentions` holds, 0-based, in its order. */
  readonly layers: readonly number[];
  /** Which heads `attentions` holds, 0-based, in its order. */
  readonly heads: readonly number[];
  /**
   * attentionProbs [layers, heads, seqLen, seqLen], 0..1; row = query ("from"), column = key ("to"). With the lens `norm`
   * lengths from 0 up; with `rollout` [layers, seqLen, seqLen], 0..1.
   */
  readonly attentions: Float32Array;
}

/** The same with plain numbers, as it travels in a page. */
export type PlainTrace = Omit<AttentionTrace, 'attentions'> & { readonly attentions: readonly number[] };

/** One head's weights [seqLen, seqLen] as a view, a layer's with `rollout`; undefined when the trace does not hold it. */
export function headWeights(trace: AttentionTrace, layer: number, head: number): Float32Array | undefined {
  const l = trace.layers.indexOf(layer);
  const [h, heads] = trace.holds === 'rollout' ? [0, 1] : [trace.heads.indexOf(head), trace.heads.length];
  if (l < 0 || h < 0) return undefined;
  const size = trace.tokens.length ** 2;
  const start = (l * heads + h) * size;
  return trace.attentions.subarray(start, start + size);
}

/** The largest number that the colours of a trace's figures stand for: 1 for parts of a whole, else its own largest. */
export function traceDomain({ holds, attentions }: AttentionTrace): number {
  if (holds !== 'norm') return 1;
  return attentions.reduce((most, length) => Math.max(most, length), 0) || 1;
}

/** Row `query` of one head's weights: [seqLen], sums to 1. */
export function queryRow(weights: Float32Array, seqLen: number, query: number): Float32Array {
  return weights.subarray(query * seqLen, (query + 1) * seqLen);
}

/** The part of a trace that one head's figure needs, small enough for the page itself. */
export function plainHead(trace: AttentionTrace, layer: number, head: number): PlainTrace {
  const weights = headWeights(trace, layer, head);
  if (!weights) throw new Error(`expected a trace with layer ${layer}, head ${head}; found layers ${trace.layers}`);
  return { ...trace, layers: [layer], heads: [head], attentions: [...weights] };
}

export function unpackTrace(plain: PlainTrace): AttentionTrace {
  return { ...plain, attentions: Float32Array.from(plain.attentions) };
}

/** The API's name of one weight, 0-based: `attentions[8][10][8][2]`. */
export function weightName(layer: number, head: number, query: number, key: number): string {
  return `${matrixName('weight', layer, head)}[${query}][${key}]`;
}

/** The API's name of one head's matrix, or of a layer's. */
export function matrixName(lens: AttentionLens, layer: number, head: number): string {
  if (lens === 'rollout') return `rollout[${layer}]`;
  return lens === 'norm' ? `attention_norms.${layer}[${head}]` : `attentions[${layer}][${head}]`;
}
