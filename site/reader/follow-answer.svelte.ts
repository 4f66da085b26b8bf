import { onMount, untrack } from 'svelte';
import { Asking } from './asking.svelte.ts';
import { reader } from './reader.svelte.ts';

/**
 * The state of a figure that asks the model a question of its own: its first paint, then the answer to the latest
 * question. The last answer stays until the next one is there.
 * @param initially the question that the first paint answers; by default the first question
 * @param isWanted whether the answer is looked at; while it is not, nothing is asked
 */
export function followAnswer<Question, Answer>(
  question: () => Question,
  ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
  initial: () => Answer,
  initially: () => Question = question,
  isWanted: () => boolean = () => true,
) {
  const first = () => untrack(() => ({ question: initially(), value: initial() }));
  const asking = new Asking(ask, { first });
  onMount(() => reader.start());
  asking.follow(question, { isWanted });
  return {
    get shown() {
      return asking.answer!.value;
    },
    get status() {
      return asking.status;
    },
    retry: () => asking.retry(),
  };
}
