import { untrack } from 'svelte';
import { failure, patience, type ReaderStatus } from '../reader/reader.svelte.ts';

/** Something to ask the model: equal keys are the same question. */
export interface Question<T> {
  readonly key: string;
  readonly ask: (signal: AbortSignal) => Promise<T>;
}

/** An answer and the question it belongs to. */
interface Known<T> {
  readonly key: string;
  readonly value: T;
}

/** Keys held down ask one question when they stop, not one a step. */
const settle = 80;
/** Answers kept, so that going back and undoing are instant. */
const keptAnswers = 12;

/**
 * The model's answer to a question that changes. What was known stays until the next answer is there: look at `isCurrent`
 * before mixing it with anything else.
 * @param isWanted whether somebody looks: nothing is asked otherwise, and what is on its way is given up
 */
export function followAnswer<T>(question: () => Question<T> | undefined, isWanted: () => boolean = () => true) {
  const kept = new Map<string, T>();
  /** Asked and not answered yet, also by somebody who has looked away since. */
  const pending = new Map<string, Promise<T>>();
  let known = $state.raw<Known<T>>();
  let status = $state.raw<ReaderStatus>({ kind: 'ready' });
  let attempt = $state(0);
  const key = $derived(question()?.key);
  const wanted = $derived(isWanted());

  $effect(() => {
    void attempt;
    const asked = key === undefined ? undefined : untrack(question);
    if (!asked) {
      known = undefined;
      status = { kind: 'ready' };
      return;
    }
    const before = kept.get(asked.key);
    if (before !== undefined) return settleWith(asked.key, before);
    if (!wanted) {
      status = { kind: 'ready' };
      return;
    }
    const asking = new AbortController();
    const starting = setTimeout(() => void send(asked, asking.signal), settle);
    return () => {
      clearTimeout(starting);
      asking.abort();
    };
  });

  async function send(asked: Question<T>, signal: AbortSignal): Promise<void> {
    status = { kind: 'asking' };
    const waiting = setTimeout(() => {
      if (!signal.aborted) status = { kind: 'slow' };
    }, patience);
    const before = pending.get(asked.key);
    try {
      const value = await (before ?? begin(asked, signal));
      if (!signal.aborted) settleWith(asked.key, value);
    } catch (error) {
      if (signal.aborted) return;
      // Given up by whoever asked first; asked again.
      if (before) return send(asked, signal);
      status = failure(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** The answer is kept whether or not somebody still waits for it. */
  function begin(asked: Question<T>, signal: AbortSignal): Promise<T> {
    const answer = asked
      .ask(signal)
      .then((value) => {
        kept.set(asked.key, value);
        if (kept.size > keptAnswers) kept.delete(kept.keys().next().value!);
        return value;
      })
      .finally(() => pending.delete(asked.key));
    pending.set(asked.key, answer);
    return answer;
  }

  function settleWith(answered: string, value: T): void {
    known = { key: answered, value };
    status = { kind: 'ready' };
  }

  return {
    get value() {
      return known?.value;
    },
    /** Whether `value` answers the question as it is now. */
    get isCurrent() {
      return known !== undefined && known.key === key;
    },
    get status() {
      return status;
    },
    retry() {
      attempt += 1;
    },
  };
}

export type Answer<T> = ReturnType<typeof followAnswer<T>>;
