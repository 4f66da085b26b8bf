import { ModelRefused } from '../../model/ask-model.ts';
import type { Trace } from '../../model/trace.ts';

/** Tensors of one text by their names. */
type FetchTensors = (names: readonly string[]) => Promise<Trace>;

/**
 * The named tensors of one text, in as few answers as their size allows: all at once, or else each half by itself, and so
 * on. A tensor that is too large alone is left out.
 * @throws whatever `fetchTensors` throws for another reason
 */
export async function fetchParts(names: readonly string[], fetchTensors: FetchTensors): Promise<Trace> {
  try {
    return await fetchTensors(names);
  } catch (error) {
    if (!(error instanceof ModelRefused) || error.code !== 'tensor_too_large') throw error;
    if (names.length === 1) return { tokens: [], tensors: {} };
    const middle = Math.ceil(names.length / 2);
    const first = await fetchParts(names.slice(0, middle), fetchTensors);
    const second = await fetchParts(names.slice(middle), fetchTensors);
    const tokens = first.tokens.length > 0 ? first.tokens : second.tokens;
    return { tokens, tensors: { ...first.tensors, ...second.tensors } };
  }
}
