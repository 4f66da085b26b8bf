import { layerCount } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, traceRow } from '../../model/trace.ts';
import { headMaskOf, type KnockOutModel, type KnockOutQuestion, type KnockOutView } from './knock-out.ts';

export const lastStates = `hidden_states.${layerCount}`;
const listed = 5;

/** Fills the blank with the whole model and with the changed one, and measures how far the last hidden states move. */
export async function knockOut(model: KnockOutModel, question: KnockOutQuestion): Promise<KnockOutView> {
  const blank = { maskTokens: [question.blank] };
  const changed = { ...blank, headMask: headMaskOf(question) };
  const [whole, before, after, first, second] = await Promise.all([
    model.trace(question, ['mixing.0'], {}),
    model.fillMask(question, listed, blank),
    model.fillMask(question, listed, changed),
    model.trace(question, [lastStates], blank),
    model.trace(question, [lastStates], changed),
  ]);
  return { question, tokens: whole.tokens, before, after, changes: relativeChanges(first, second, lastStates) };
}

/** |b - a| / |a| for each token's row of one tensor in two traces: [seqLen] */
export function relativeChanges(before: Trace, after: Trace, name: string): number[] {
  const changes = before.tokens.map((_, token) => {
    const [a, b] = [traceRow(before, name, token), traceRow(after, name, token)];
    return Math.hypot(...a.map((value, index) => b[index]! - value)) / Math.hypot(...a);
  });
  return plainNumbers(changes);
}
