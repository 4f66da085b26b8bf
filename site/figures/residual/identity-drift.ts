import { drift } from '../../../shared/analysis/cosine.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { type AttentionTrace, headWeights } from '../../model/attention-trace.ts';

/**
 * How far the vectors of a text have moved: for each layer the mean over its words' tokens of cos(h_layer, h_0).
 * @param hiddenStates [layers + 1] of [seqLen, hiddenSize]; the first is the embedding layer's output
 */
export function cosineToInput(hiddenStates: readonly Float32Array[], tokens: readonly Token[]): number[] {
  const words = tokens.flatMap(({ special }, index) => (special ? [] : [index]));
  return drift(hiddenStates, hiddenStates[0]!.length / tokens.length).map((cosines) => {
    return words.reduce((sum, index) => sum + cosines[index]!, 0) / words.length;
  });
}

/**
 * The share of all attention weight that goes to other tokens, 0..1: mean over layers, heads and queries of 1 - w[i,
 * i].
 */
export function weightToOthers(trace: AttentionTrace): number {
  const seqLen = trace.tokens.length;
  let kept = 0;
  for (const layer of trace.layers) {
    for (const head of trace.heads) {
      const weights = headWeights(trace, layer, head)!;
      for (let index = 0; index < seqLen; index++) kept += weights[index * seqLen + index]!;
    }
  }
  return 1 - kept / (trace.layers.length * trace.heads.length * seqLen);
}
