import { isComing } from '../../reader/asking-status.ts';
import { followAnswer } from '../answer.svelte.ts';
import { playground } from '../playground.svelte.ts';
import type { Selection } from '../selection.svelte.ts';
import { effectsAsked, effectsQuestion, type HeadEffects } from './head-effects.ts';

/** Longer than elsewhere: every question is 144 passes. */
const settleMs = 600;

/**
 * What the word of the text owes to each head, asked while the panel is open and in sight. The panel that shows it and
 * the one that lists the requests share it.
 */
export function followEffects(selection: Selection) {
  let isOpen = $state(false);
  let seen = $state(false);
  let part = $state.raw<HeadEffects>();
  const sentence = $derived({ ...selection.answered, tokens: selection.typed });
  const asked = $derived(effectsAsked(sentence, selection.token, selection.changes, playground.place.follow));
  const answer = followAnswer(
    () => (selection.isLive && isOpen ? effectsQuestion(asked, selection.typed, (known) => (part = known)) : undefined),
    () => seen,
    settleMs,
  );
  const isRunning = $derived(isComing(answer.status));
  const isPart = $derived(isRunning && part !== undefined && JSON.stringify(part.asked) === JSON.stringify(asked));
  const shown = $derived(isPart ? part : answer.value);
  return {
    /** All that is known, of this question or still of the one before. */
    get shown() {
      return shown;
    },
    /** Whether more of it is on its way. */
    get isPart() {
      return isPart;
    },
    get status() {
      return answer.status;
    },
    retry: answer.retry,
    get isOpen() {
      return isOpen;
    },
    set isOpen(isIt: boolean) {
      isOpen = isIt;
    },
    get seen() {
      return seen;
    },
    set seen(isSeen: boolean) {
      seen = isSeen;
    },
  };
}

export type FollowedEffects = ReturnType<typeof followEffects>;
