import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ScoresView } from '../../figures/scores/pair-products.ts';
import { softmaxSteps } from '../../figures/softmax/softmax-row.ts';
import { tensorBytes } from '../../model/answer-size.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import { fitsOneAnswer } from '../../model/in-answers.ts';
import type { Sentence } from '../../model/reader-place.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import type { Question } from '../answer.svelte.ts';
import { interventionOf } from '../changes/changed-pass.ts';
import type { Changes } from '../place.ts';

/** Queries and keys of one layer, and its scores where they fit beside them in one answer. */
export interface NeuronTrace extends Trace {
  readonly layer: number;
}

/** One token's query against every key, [seqLen] each. */
export interface NeuronRow {
  readonly layer: number;
  readonly token: number;
  readonly tokens: readonly Token[];
  /** [headSize] */
  readonly query: readonly number[];
  /** Whether the scores came with the answer; if not, they are computed as (query . key) / 8 of the same numbers. */
  readonly hasScores: boolean;
  /** attentionScores of the row. */
  readonly scores: readonly number[];
  /** softmax of `scores`. */
  readonly weights: readonly number[];
  readonly keyOf: (token: number) => readonly number[];
}

/**
 * Names of the tensors to ask for: queries, keys and, up to 358 tokens, where the answer has room for them, all scores
 * of a layer.
 */
export function neuronTensors(seqLen: number, layer: number): string[] {
  const names = [`query.${layer}`, `key.${layer}`];
  const withScores = [...names, `attention_scores.${layer}`];
  return fitsOneAnswer(tensorBytes(withScores, seqLen)) ? withScores : names;
}

/** Asks for a layer's queries and keys, and for its scores where they fit beside them in one answer. */
export function neuronQuestion(
  sentence: Sentence,
  seqLen: number,
  layer: number,
  changes: Changes,
): Question<NeuronTrace> {
  const names = neuronTensors(seqLen, layer);
  return {
    key: JSON.stringify([sentence.text, sentence.pair, names, changes]),
    ask: async (signal) => ({ ...(await fetchTrace(sentence, names, signal, interventionOf(changes))), layer }),
  };
}

/**
 * The row of one query. Where the answer holds no scores, they are computed as (query . key) / 8 of the same numbers.
 */
export function neuronRow(trace: NeuronTrace, head: number, asked: number): NeuronRow {
  const { layer, tokens, tensors } = trace;
  const token = Math.min(asked, tokens.length - 1);
  const keyOf = (key: number) => Array.from(traceRow(trace, `key.${layer}`, head, key));
  const query = Array.from(traceRow(trace, `query.${layer}`, head, token));
  const name = `attention_scores.${layer}`;
  const hasScores = tensors[name] !== undefined;
  const scores = hasScores
    ? Array.from(traceRow(trace, name, head, token))
    : tokens.map((_, key) => dot(query, keyOf(key)) / Math.sqrt(query.length));
  return { layer, token, tokens, query, hasScores, scores, weights: softmaxSteps(scores).weights, keyOf };
}

/** The same row from the data of a page's first paint. */
export function firstNeuronRow({ layer, token, tokens, query, scores, keys }: ScoresView): NeuronRow {
  const { weights } = softmaxSteps(scores);
  return { layer, token, tokens, query, hasScores: true, scores, weights, keyOf: (key) => keys[key]! };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
