import { followAnswer } from '../answer.svelte.ts';
import { playground } from '../playground.svelte.ts';
import type { Selection } from '../selection.svelte.ts';
import { followedQuestion } from './followed-word.ts';
import { predictionsQuestion } from './predictions.ts';

/**
 * The words that are predicted, and the word that the reader follows. The panel that shows them and the one that lists
 * the requests share these questions; they are asked while `seen` is set.
 */
export function followPredictions(selection: Selection) {
  let seen = $state(false);
  let isBeside = $state(false);
  const sentence = $derived({ ...selection.answered, tokens: selection.typed });
  const best = followAnswer(
    () => (selection.isLive ? predictionsQuestion(sentence, selection.token, selection.changes) : undefined),
    () => seen || isBeside,
  );
  const follow = $derived(playground.place.follow);
  const followed = followAnswer(
    () =>
      selection.isLive && follow ? followedQuestion(sentence, selection.token, selection.changes, follow) : undefined,
    () => seen,
  );
  return {
    best,
    followed,
    /** Whether the best words are wanted beside a weight that is changed, where the panel itself is out of sight. */
    set isBeside(isIt: boolean) {
      isBeside = isIt;
    },
    get seen() {
      return seen;
    },
    set seen(isSeen: boolean) {
      seen = isSeen;
    },
  };
}

export type Predictions = ReturnType<typeof followPredictions>;
