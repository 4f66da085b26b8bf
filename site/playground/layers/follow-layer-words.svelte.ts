import { followAnswer } from '../answer.svelte.ts';
import type { Selection } from '../selection.svelte.ts';
import { type WordsByLayer, wordsQuestion } from './layer-states.ts';
import { wordsPerLayer } from './layers-requests.ts';

/**
 * The words that the masked-word head reads at the chosen token, layer by layer: one question for all who show them.
 * @param initial what the first paint shows
 */
export function followLayerWords(selection: Selection, initial: () => WordsByLayer) {
  const words = followAnswer(() =>
    selection.isLive ? wordsQuestion(selection.answered, selection.token, selection.changes, wordsPerLayer) : undefined,
  );
  return {
    /** Undefined until they are there: never those of another token. */
    get shown(): WordsByLayer | undefined {
      if (words.isCurrent) return words.value;
      return selection.isStartPlace && !words.value ? initial() : undefined;
    },
  };
}

export type LayerWords = ReturnType<typeof followLayerWords>;
