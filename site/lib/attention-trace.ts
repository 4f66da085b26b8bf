import type { Token } from '../../shared/tokenizer/token.ts';

/** Attention of one text, as `POST /v1/attention` returns it. */
export interface AttentionTrace {
  readonly model: string;
  readonly tokens: readonly Token[];
  /** Which layers `attentions` holds, 0-based, in its order. */
  readonly layers: readonly number[];
  /** Which heads `attentions` holds, 0-based, in its order. */
  readonly heads: readonly number[];
  /** attentionProbs [layers, heads, seqLen, seqLen], 0..1; row = query ("from"), column = key ("to"). */
  readonly attentions: Float32Array;
}

/** The same with plain numbers, as it travels in a page. */
export type PlainTrace = Omit<AttentionTrace, 'attentions'> & { readonly attentions: readonly number[] };

/** One head's weights [seqLen, seqLen] as a view, or undefined when the trace does not hold that head. */
export function headWeights(trace: AttentionTrace, layer: number, head: number): Float32Array | undefined {
  const l = trace.layers.indexOf(layer);
  const h = trace.heads.indexOf(head);
  if (l < 0 || h < 0) return undefined;
  const size = trace.tokens.length ** 2;
  const start = (l * trace.heads.length + h) * size;
  return trace.attentions.subarray(start, start + size);
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
  return `attentions[${layer}][${head}][${query}][${key}]`;
}
