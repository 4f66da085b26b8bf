import type { Sentence } from './reader-place.ts';
import type { Trace } from './trace.ts';

let loading: Promise<typeof import('./traces-together.ts')> | undefined;

/**
 * Fetched when the first figure asks: the home page asks for no trace. One promise for all figures, because each import
 * resolves in a moment of its own, and what they ask would no longer come together.
 */
function tracesTogether() {
  loading ??= import('./traces-together.ts').catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** `fetchTrace`, together with what other figures ask about the same text in this moment. @throws as `fetchTrace` */
export async function askTrace(sentence: Sentence, names: readonly string[], signal: AbortSignal): Promise<Trace> {
  return (await tracesTogether()).together.ask(sentence, names, signal);
}
