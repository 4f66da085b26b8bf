import type { Token } from '../../shared/tokenizer/token.ts';
import type { Lens } from './reader-place.ts';

/** The lenses that `POST /v1/attention` can answer: with `reduce` none, norm, rollout. */
export type AttentionLens = Exclude<Lens, 'mixing'>;

/** Attention of one text, as `POST /v1/attention` returns it. */
export interface AttentionTrace {
  readonly model: string;
  /** What the numbers in `attentions` are; weights where absent. */
  readonly holds?: AttentionLens;
  readonly tokens: readonly Token[];
  /** 0-based layers of `attentions`, in its order. */
  readonly layers: readonly number[];
  /** 0-based heads of `attentions`, in its order. */
  readonly heads: readonly number[];
  /**
   * attentionProbs [layers, heads, seqLen, seqLen], 0..1; row = query ("from"), column = key ("to"). With the lens
   * `norm` they are lengths from 0 up; with `rollout` the shape is [layers, seqLen, seqLen], 0..1.
   */
  readonly attentions: Float32Array;
}

/** The same with plain numbers, so that it can be part of a page's HTML. */
export type PlainTrace = Omit<AttentionTrace, 'attentions'> & { readonly attentions: readonly number[] };

/**
 * One head's weights [seqLen, seqLen] as a view; with `rollout`, a layer's. Undefined where the trace does not hold
 * that head.
 */
export function headWeights(trace: AttentionTrace, layer: number, head: number): Float32Array | undefined {
  const l = trace.layers.indexOf(layer);
  const [h, heads] = trace.holds === 'rollout' ? [0, 1] : [trace.heads.indexOf(head), trace.heads.length];
  if (l < 0 || h < 0) return undefined;
  const size = trace.tokens.length ** 2;
  const start = (l * heads + h) * size;
  return trace.attentions.subarray(start, start + size);
}

/**
 * The number that gets the full colour in figures of a trace: 1 for shares of a whole, else the largest number of the
 * trace.
 */
export function traceDomain({ holds, attentions }: AttentionTrace): number {
  if (holds !== 'norm') return 1;
  return attentions.reduce((most, length) => Math.max(most, length), 0) || 1;
}

/** Row `query` of one head's weights: [seqLen], sums to 1. */
export function queryRow(weights: Float32Array, seqLen: number, query: number): Float32Array {
  return weights.subarray(query * seqLen, (query + 1) * seqLen);
}

/** The part of a trace that the figure of one head needs, small enough for the page's HTML. */
export function plainHead(trace: AttentionTrace, layer: number, head: number): PlainTrace {
  const weights = headWeights(trace, layer, head);
  if (!weights) throw new Error(`expected a trace with layer ${layer}, head ${head}; found layers ${trace.layers}`);
  return { ...trace, layers: [layer], heads: [head], attentions: [...weights] };
}

/** A trace from the plain numbers of a page's HTML. */
export function unpackTrace(plain: PlainTrace): AttentionTrace {
  return { ...plain, attentions: Float32Array.from(plain.attentions) };
}

/** How an answer of the API spells one weight, 0-based: `attentions[8][10][8][2]`. */
export function weightName(layer: number, head: number, query: number, key: number): string {
  return `${matrixName('weight', layer, head)}[${query}][${key}]`;
}

/** How an answer of the API spells the matrix of one head, or of a layer with `rollout`. */
export function matrixName(lens: AttentionLens, layer: number, head: number): string {
  if (lens === 'rollout') return `rollout[${layer}]`;
  return lens === 'norm' ? `attention_norms.${layer}[${head}]` : `attentions[${layer}][${head}]`;
}
