import { followAnswer } from '../answer.svelte.ts';
import type { Selection } from '../selection.svelte.ts';
import { type WordsByLayer, wordsQuestion } from './layer-states.ts';
import { wordsPerLayer } from './layers-requests.ts';

/**
 * The words that the masked-LM head predicts at the chosen token, layer by layer. The panels that show them share this
 * one question.
 * @param initial what the first paint shows
 */
export function followLayerWords(selection: Selection, initial: () => WordsByLayer) {
  const words = followAnswer(() =>
    selection.isLive ? wordsQuestion(selection.answered, selection.token, selection.changes, wordsPerLayer) : undefined,
  );
  return {
    /** Undefined until they have arrived, so that no panel shows those of another token. */
    get shown(): WordsByLayer | undefined {
      if (words.isCurrent) return words.value;
      return selection.isStartPlace && !words.value ? initial() : undefined;
    },
  };
}

export type LayerWords = ReturnType<typeof followLayerWords>;
