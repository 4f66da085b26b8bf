import { Asking } from '../reader/asking.svelte.ts';

/** Something to ask the model: equal keys are the same question. */
export interface Question<T> {
  readonly key: string;
  readonly ask: (signal: AbortSignal) => Promise<T>;
}

/** Keys held down ask one question when they stop, not one a step. */
const settle = () => 80;
/** Answers kept, so that going back and undoing are instant. */
const kept = 12;

/**
 * The model's answer to a question that changes. What was known stays until the next answer is there: look at `isCurrent`
 * before mixing it with anything else.
 * @param isWanted whether somebody looks: nothing is asked otherwise, and what is on its way is given up
 */
export function followAnswer<T>(question: () => Question<T> | undefined, isWanted: () => boolean = () => true) {
  const asking = new Asking<Question<T>, T>((asked, signal) => asked.ask(signal), { key: ({ key }) => key, kept });
  const key = $derived(question()?.key);
  asking.follow(question, { isWanted, settle });
  return {
    get value() {
      return asking.answer?.value;
    },
    /** Whether `value` answers the question as it is now. */
    get isCurrent() {
      return asking.answer !== undefined && asking.answer.key === key;
    },
    get status() {
      return asking.status;
    },
    retry: () => asking.retry(),
  };
}

export type Answer<T> = ReturnType<typeof followAnswer<T>>;
