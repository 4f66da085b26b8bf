import { onMount, untrack } from 'svelte';
import { Asking } from './asking.svelte.ts';
import { reader } from './reader.svelte.ts';

/**
 * What a figure shows that asks the model in its own way: its first paint, then the answer to the latest question. What
 * was shown stays until the next answer is there.
 * @param initially the question that the first paint answers; the one that stands at first where absent
 */
export function followAnswer<Question, Answer>(
  question: () => Question,
  ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
  initial: () => Answer,
  initially: () => Question = question,
) {
  const first = () => untrack(() => ({ question: initially(), value: initial() }));
  const asking = new Asking(ask, { first });
  onMount(() => reader.start());
  asking.follow(question);
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
