import { onMount, untrack } from 'svelte';
import { failure, patience, type ReaderStatus, reader } from './reader.svelte.ts';

/**
 * What a figure shows that asks the model in its own way: its first paint, then the answer to the latest question. What
 * was shown stays until the next answer is there.
 * @param initially the question that the first paint answers; the one that stands at first where absent
 */
export function followAnswer<Question, Answer>(
  question: () => Question,
  ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
  initial: Answer,
  initially: Question = untrack(question),
) {
  const first = JSON.stringify(initially);
  let asked = first;
  let asking = new AbortController();
  let shown = $state.raw(initial);
  let status = $state.raw<ReaderStatus>({ kind: 'ready' });

  onMount(() => reader.start());
  $effect(() => {
    const now = question();
    if (JSON.stringify(now) !== asked) void answer(now);
  });

  async function answer(now: Question): Promise<void> {
    asking.abort();
    const mine = new AbortController();
    asking = mine;
    asked = JSON.stringify(now);
    const waiting = setTimeout(() => {
      status = { kind: 'slow' };
    }, patience);
    try {
      const found = asked === first ? initial : await ask(now, mine.signal);
      if (mine.signal.aborted) return;
      shown = found;
      status = { kind: 'ready' };
    } catch (error) {
      if (!mine.signal.aborted) status = failure(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  return {
    get shown() {
      return shown;
    },
    get status() {
      return status;
    },
    retry: () => void answer(untrack(question)),
  };
}
