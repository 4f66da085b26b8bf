import { Asking } from '../reader/asking.svelte.ts';

/** A question for the model. Equal keys mean the same question. */
export interface Question<T> {
  readonly key: string;
  readonly ask: (signal: AbortSignal) => Promise<T>;
}

/** A key that is held down asks one question when it stops, not one a step. */
const usualSettleMs = 80;
/** Number of answers kept, so that going back and undoing are instant. */
const kept = 12;

/**
 * The model's answer to a changing question. The last answer stays until the next one is there, so check `isCurrent`
 * before combining it with anything else.
 * @param isWanted whether the answer is looked at; while it is not, nothing is asked, and a request on its way is given
 *   up
 * @param settleMs how long a question must stand before it is asked; longer where an answer is much work
 */
export function followAnswer<T>(
  question: () => Question<T> | undefined,
  isWanted: () => boolean = () => true,
  settleMs = usualSettleMs,
) {
  const asking = new Asking<Question<T>, T>((asked, signal) => asked.ask(signal), { key: ({ key }) => key, kept });
  const key = $derived(question()?.key);
  asking.follow(question, { isWanted, settle: () => settleMs });
  return {
    get value() {
      return asking.answer?.value;
    },
    /** Whether `value` answers the present question. */
    get isCurrent() {
      return asking.answer !== undefined && asking.answer.key === key;
    },
    get status() {
      return asking.status;
    },
    retry: () => asking.retry(),
  };
}

export type LiveAnswer<T> = ReturnType<typeof followAnswer<T>>;
