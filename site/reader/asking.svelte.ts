import { untrack } from 'svelte';
import { modelSource } from '../model/model-source.svelte.ts';
import { keepLatest } from '../ui/keep-latest.ts';
import { type AskingStatus, failure, idle } from './asking-status.ts';

/** After this many milliseconds without an answer the page says that it is waiting. */
export const patience = 300;

/** An answer, with its question. */
export interface Answered<Question, Answer> {
  readonly key: string;
  readonly question: Question;
  readonly value: Answer;
}

interface Options<Question, Answer> {
  /** Equal keys mean the same question; the default is the question's JSON. */
  readonly key?: (question: Question) => string;
  /** An answer that is known before anything is asked, and never dropped. */
  readonly first?: () => Omit<Answered<Question, Answer>, 'key'>;
  /** How many of the latest answers are kept, so that going back is instant; 1 where absent. */
  readonly kept?: number;
  /** Called with each answer that is shown. */
  readonly onanswer?: (answer: Answered<Question, Answer>) => void;
  /** Called when a question has failed. */
  readonly onfailure?: () => void;
}

interface Following<Question> {
  /** Whether the answer is looked at. While it is not, nothing is asked, and a request on its way is given up. */
  readonly isWanted?: () => boolean;
  /** Milliseconds that a question must stand before it is asked; 0 where absent. */
  readonly settle?: (question: Question) => number;
}

/** The question whose answer is awaited. */
interface Asked<Question> {
  readonly key: string;
  question: Question;
  readonly giveUp: AbortController;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Asks one question at a time, the newest. The last answer stays on screen until the next one is there. An older
 * question is given up; an answer that still comes to it is kept but not shown.
 */
export class Asking<Question, Answer> {
  #status = $state.raw<AskingStatus>(idle);
  #answer = $state.raw<Answered<Question, Answer>>();
  readonly #fetch: (question: Question, signal: AbortSignal) => Promise<Answer>;
  readonly #options: Options<Question, Answer>;
  readonly #first: Answered<Question, Answer> | undefined;
  readonly #kept = new Map<string, Answer>();
  /** Requests that have begun, also those given up: their answers may still come, so they are not asked twice. */
  readonly #onTheWay = new Map<string, Promise<Answer>>();
  #asked: Asked<Question> | undefined;
  #latest: Question | undefined;

  /** @param fetch throws ModelRefused in words for the reader, or ModelDown */
  constructor(
    fetch: (question: Question, signal: AbortSignal) => Promise<Answer>,
    options: Options<Question, Answer> = {},
  ) {
    this.#fetch = fetch;
    this.#options = options;
    const first = options.first?.();
    this.#first = first && { ...first, key: this.#keyOf(first.question) };
    this.#answer = this.#first;
  }

  get status(): AskingStatus {
    return this.#status;
  }

  /** The answer on screen; undefined before the first one. */
  get answer(): Answered<Question, Answer> | undefined {
    return this.#answer;
  }

  /** The latest question, answered or not. */
  get question(): Question | undefined {
    return this.#latest;
  }

  /**
   * Shows the answer at once where it is known. Otherwise asks, unless the same question is on its way.
   * @param settle milliseconds to wait first; a question that comes within them is asked instead
   */
  ask(question: Question, settle = 0): void {
    const key = this.#keyOf(question);
    if (this.recall(question)) return;
    if (this.#asked?.key === key) this.#asked.question = question;
    else this.#begin(question, settle);
  }

  /** Shows the answer where it is known. @returns whether it was known */
  recall(question: Question): boolean {
    this.#latest = question;
    const key = this.#keyOf(question);
    const known = [this.#answer, this.#first].find((answer) => answer?.key === key)?.value ?? this.#kept.get(key);
    if (known === undefined) return false;
    this.#giveUp();
    this.#show({ key, question, value: known });
    return true;
  }

  /** Asks the latest question again. */
  retry(): void {
    if (this.#latest !== undefined) this.#begin(this.#latest, 0);
  }

  /** Stops waiting; the last answer stays. */
  cancel(): void {
    this.#giveUp();
    this.#status = this.#answer ? { kind: 'answered' } : idle;
  }

  /** Returns to the state before the first question; kept answers are still known. */
  forget(): void {
    this.#answer = this.#first;
    this.#latest = undefined;
    this.#giveUp();
    this.#status = idle;
  }

  /**
   * Asks the current question whenever it changes, while the component lives; undefined means that there is none. A
   * question that failed is asked again when the model in the tab is ready.
   */
  follow(question: () => Question | undefined, { isWanted, settle }: Following<Question> = {}): void {
    $effect(() => {
      const now = question();
      const isAwaited = isWanted?.() ?? true;
      untrack(() => {
        if (now === undefined) this.forget();
        else if (isAwaited) this.ask(now, settle?.(now));
        else if (!this.recall(now)) this.cancel();
      });
    });
    $effect(() => {
      if (modelSource.tab) untrack(() => this.#status.kind === 'down' && this.retry());
    });
    $effect(() => () => this.#giveUp());
  }

  #keyOf(question: Question): string {
    return this.#options.key?.(question) ?? JSON.stringify(question);
  }

  #begin(question: Question, settle: number): void {
    this.#giveUp();
    const asked: Asked<Question> = { key: this.#keyOf(question), question, giveUp: new AbortController() };
    this.#asked = asked;
    if (settle > 0) asked.timer = setTimeout(() => void this.#wait(asked), settle);
    else void this.#wait(asked);
  }

  #giveUp(): void {
    clearTimeout(this.#asked?.timer);
    this.#asked?.giveUp.abort();
    this.#asked = undefined;
  }

  async #wait(asked: Asked<Question>): Promise<void> {
    this.#status = { kind: 'asking' };
    asked.timer = setTimeout(() => {
      this.#status = { kind: 'slow' };
    }, patience);
    try {
      const value = await this.#answerTo(asked);
      if (asked === this.#asked) this.#show({ key: asked.key, question: asked.question, value });
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    } finally {
      clearTimeout(asked.timer);
    }
  }

  async #answerTo(asked: Asked<Question>): Promise<Answer> {
    const before = this.#onTheWay.get(asked.key);
    try {
      return await (before ?? this.#send(asked));
    } catch (error) {
      // The component that asked first gave up before its request was sent, so this one must ask for itself.
      if (before && !asked.giveUp.signal.aborted) return this.#answerTo(asked);
      throw error;
    }
  }

  #send({ key, question, giveUp }: Asked<Question>): Promise<Answer> {
    const answer = this.#fetch(question, giveUp.signal)
      .then((value) => this.#keep(key, value))
      .finally(() => this.#onTheWay.delete(key));
    this.#onTheWay.set(key, answer);
    return answer;
  }

  #keep(key: string, value: Answer): Answer {
    keepLatest(this.#kept, key, value, this.#options.kept ?? 1);
    return value;
  }

  #show(answer: Answered<Question, Answer>): void {
    this.#asked = undefined;
    this.#answer = answer;
    this.#status = { kind: 'answered' };
    this.#options.onanswer?.(answer);
  }

  #fail(error: unknown): void {
    this.#asked = undefined;
    this.#status = failure(error);
    this.#options.onfailure?.();
  }
}
