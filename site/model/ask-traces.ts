import type { AttentionTrace } from './attention-trace.ts';
import { type AttentionQuestion, fetchAttention, fitsWhole } from './fetch-attention.ts';
import type { Sentence } from './reader-place.ts';
import type { Trace } from './trace.ts';

type Together = typeof import('./traces-together.ts');

let loading: Promise<Together> | undefined;
let loaded: Together | undefined;

/**
 * Fetched once a figure that asks for traces has woken up: what the home page opens with asks for none. One promise for
 * all figures, because each import resolves in a moment of its own, and what they ask would no longer come together.
 */
export function tracesTogether(): Promise<Together> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Together> {
  loaded = await import('./traces-together.ts');
  return loaded;
}

/**
 * `fetchTrace`, together with what other figures ask about the same text in this moment. Once the module is there, it
 * asks without waiting: a promise's turn later the others would be gone. @throws as `fetchTrace`
 */
export function askTrace(sentence: Sentence, names: readonly string[], signal: AbortSignal): Promise<Trace> {
  if (loaded) return loaded.together.ask(sentence, names, signal);
  return tracesTogether().then(({ together }) => together.ask(sentence, names, signal));
}

/**
 * `fetchAttention`, where figures ask for traces together with what they ask about the same text in this moment: the
 * model reads it once. @throws as `fetchAttention`
 */
export function askAttention(question: AttentionQuestion, signal: AbortSignal): Promise<AttentionTrace> {
  const { lens = 'weight' } = question;
  if (!loaded || lens !== 'weight' || !fitsWhole(question)) return fetchAttention(question, signal);
  return loaded.together.askAttention(question, signal);
}
