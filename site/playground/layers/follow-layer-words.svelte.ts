import { start } from '../../reader/reader.svelte.ts';
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
  /** Of this token the page has them from the first paint on, whatever the head. */
  const isHeld = () => selection.isStartText && selection.token === start.token;
  const words = followAnswer(() =>
    selection.isLive && !isHeld()
      ? wordsQuestion(selection.answered, selection.token, selection.changes, wordsPerLayer)
      : undefined,
  );
  return {
    /** Undefined until they have arrived, so that no panel shows those of another token. */
    get shown(): WordsByLayer | undefined {
      if (isHeld()) return initial();
      return words.isCurrent ? words.value : undefined;
    },
  };
}

export type LayerWords = ReturnType<typeof followLayerWords>;
