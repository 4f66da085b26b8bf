import { planParts } from './answer-size.ts';
import { fetchPart, joined } from './fetch-trace.ts';
import type { Sentence } from './reader-place.ts';
import { countTokens } from './token-count.ts';
import type { Trace } from './trace.ts';

/**
 * Those of the named tensors that fit one answer each. They are fetched one answer after the other, however many there
 * are.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchWhatFits(sentence: Sentence, names: readonly string[], signal: AbortSignal): Promise<Trace> {
  const seqLen = await countTokens(sentence, (most) => planParts(names, most)?.length === 1);
  const traces: Trace[] = [];
  for (const part of planParts(fittingNames(names, seqLen), seqLen) ?? []) {
    traces.push(await fetchPart(sentence, part, signal));
  }
  return joined(traces);
}

/** The names whose tensors each fit one answer, in their order. */
export function fittingNames(names: readonly string[], seqLen: number): string[] {
  return names.filter((name) => planParts([name], seqLen));
}
