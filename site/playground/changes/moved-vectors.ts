import { cosine } from '../../../shared/analysis/cosine.ts';
import { fetchTrace } from '../../model/fetch-trace.ts';
import { layerCount, type Sentence } from '../../model/reader-place.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import type { Question } from '../answer.svelte.ts';
import type { Changes } from '../place.ts';
import { interventionOf } from './changed-pass.ts';

/** Name of the last hidden states in the API. */
export const output = `hidden_states.${layerCount}`;

/** How far the changes move one token's last hidden state. */
export interface MovedVector {
  /** cos(after, before), -1..1 */
  readonly cosine: number;
  /** |after - before| / |before| */
  readonly distance: number;
}

/** Asks for the last hidden states with the changes, and for their difference from those without, in one answer. */
export function movedQuestion(sentence: Sentence, changes: Changes): Question<MovedVector[]> {
  return {
    key: JSON.stringify([sentence.text, sentence.pair, changes]),
    ask: async (signal) => {
      return movedVectors(await fetchTrace(sentence, [output], signal, { ...interventionOf(changes), compare: true }));
    },
  };
}

/** How far each token's vector moves; before = after - delta. */
export function movedVectors(trace: Trace): MovedVector[] {
  return trace.tokens.map((_, token) => {
    const after = traceRow(trace, output, token);
    const delta = traceRow(trace, `delta.${output}`, token);
    const before = after.map((value, index) => value - delta[index]!);
    return { cosine: cosine(after, before), distance: length(delta) / (length(before) || 1) };
  });
}

function length(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
