import type { Token } from '../../../shared/tokenizer/token.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import type { Sentence } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, traceRow } from '../../model/trace.ts';

/** A sentence and a layer, whose queries and keys are fetched together. */
export interface LayerOf extends Sentence {
  readonly layer: number;
}

/** A query token and a key token of one head. */
export interface PairOf {
  readonly layer: number;
  readonly head: number;
  readonly token: number;
  readonly key: number;
}

/** A query and a key, with the API's names of both. */
export interface PairVectors {
  readonly tokens: readonly Token[];
  /** [headSize] */
  readonly query: readonly number[];
  readonly key: readonly number[];
  readonly queryName: string;
  readonly keyName: string;
}

/** Queries and keys of a layer. @throws as `fetchTrace` */
export function fetchVectors({ layer, ...sentence }: LayerOf, signal: AbortSignal): Promise<Trace> {
  return fetchTrace(sentence, [`query.${layer}`, `key.${layer}`], signal);
}

/** The query and key of one pair. Undefined where the trace is of another layer or does not hold the tokens. */
export function pairVectors(trace: Trace, { layer, head, token, key }: PairOf): PairVectors | undefined {
  const [queryTensor, keyTensor] = [`query.${layer}`, `key.${layer}`];
  if (!trace.tensors[queryTensor] || Math.max(token, key) >= trace.tokens.length) return undefined;
  return {
    tokens: trace.tokens,
    query: plainNumbers(traceRow(trace, queryTensor, head, token)),
    key: plainNumbers(traceRow(trace, keyTensor, head, key)),
    queryName: `${queryTensor}[${head}][${token}]`,
    keyName: `${keyTensor}[${head}][${key}]`,
  };
}
