import { pushAddress } from '../../reader/address.ts';
import { idNow } from '../former-ids.ts';
import { answersNow } from '../progress/progress.ts';
import { listUnreadableProgress, loadProgress, saveAnswer, saveQuizBegun } from '../progress/progress-store.ts';
import { inSeedOrder, isRight, type QuizItem } from './quiz-item.ts';
import { knownPlace, type QuizPlace, readQuizPlace, writeQuizPlace } from './quiz-place.ts';
import type { Outcomes } from './result.ts';
import { newSeed } from './seeded-order.ts';

/** All that the quiz may ask. */
export interface QuizContent {
  readonly questions: readonly QuizItem[];
  /** Asked of those who missed a question of the concept. */
  readonly followUps: readonly QuizItem[];
}

/** The quiz as the reader goes through it: what is asked, which question is shown, and what was answered. */
export class Quiz {
  readonly #content: () => QuizContent;
  #place = $state.raw<QuizPlace>({ seed: '', further: [] });
  #index = $state(0);
  #trouble = $state('');
  #unreadable = $state(0);
  /** Picked options, by the question's id. */
  #picks = $state.raw<ReadonlyMap<string, number>>(new Map());

  readonly items = $derived.by(() => inSeedOrder(this.#asked(), this.#place.seed));
  /** What is shown; undefined: the result. */
  readonly item = $derived.by(() => this.items[this.#index]);
  /** The option of it that was picked. */
  readonly picked = $derived.by(() => this.item && this.#picks.get(this.item.id));
  /** Concepts that have further questions. */
  readonly furtherConcepts = $derived.by(() => new Set(this.#content().followUps.map(({ concept }) => concept.id)));
  readonly outcomes: Outcomes = $derived.by(() => this.#outcomes());

  constructor(content: () => QuizContent) {
    this.#content = content;
  }

  /** Place of what is shown among the items; as many as there are: the result. */
  get index(): number {
    return this.#index;
  }

  get seed(): string {
    return this.#place.seed;
  }

  /** Whether the questions are those that follow. */
  get isFurther(): boolean {
    return this.#place.further.length > 0;
  }

  /** Why answers are not kept; empty where they are. */
  get trouble(): string {
    return this.#trouble;
  }

  /** Stored answers that could not be read. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Concepts that only the further questions ask about. */
  get unasked(): readonly QuizItem['concept'][] {
    if (this.isFurther) return [];
    const { questions, followUps } = this.#content();
    const asked = new Set(questions.map(({ concept }) => concept.id));
    const concepts = new Map(followUps.map(({ concept }) => [concept.id, concept]));
    return [...concepts.values()].filter(({ id }) => !asked.has(id));
  }

  /** Goes where the address says. @returns whether it names a question */
  follow(): boolean {
    this.#place = knownPlace(readQuizPlace(location), this.furtherConcepts);
    const linked = this.#linkedIndex();
    this.#index = linked >= 0 ? linked : this.#firstOpen();
    return linked >= 0;
  }

  /** Takes up the answers that this browser keeps. */
  async load(): Promise<void> {
    try {
      const answers = answersNow(await loadProgress());
      this.#picks = new Map([...answers].map(([id, { option }]) => [id, option]));
      if (this.#linkedIndex() < 0) this.#index = this.#firstOpen();
      this.#unreadable = (await listUnreadableProgress()).length;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Answers what is shown, for good. @returns whether it was open */
  pick(option: number): boolean {
    const { item } = this;
    if (!item || this.picked !== undefined) return false;
    this.#picks = new Map(this.#picks).set(item.id, option);
    this.#keep(saveAnswer({ question: item.id, option, right: this.outcomes.get(item.id) === true }));
    return true;
  }

  go(to: number): void {
    this.#index = Math.max(0, Math.min(this.items.length, to));
  }

  goTo(id: string): void {
    this.go(this.items.findIndex((one) => one.id === id));
  }

  /** Asks in the order of another seed, or the further questions of some concepts. */
  open(seed: string, further: readonly string[] = []): void {
    this.#place = { seed, further };
    pushAddress(writeQuizPlace(this.#place));
    this.go(this.#firstOpen());
  }

  beginAgain(): void {
    this.#picks = new Map();
    this.#keep(saveQuizBegun());
    this.open(newSeed());
  }

  #asked(): readonly QuizItem[] {
    const { questions, followUps } = this.#content();
    const { further } = this.#place;
    return further.length ? followUps.filter(({ concept }) => further.includes(concept.id)) : questions;
  }

  #outcomes(): Outcomes {
    const answered = this.items.filter(({ id }) => this.#picks.has(id));
    return new Map(
      answered.map(({ id, options }) => [id, options.some((one) => one.index === this.#picks.get(id) && isRight(one))]),
    );
  }

  /** Place of the question that the address names; -1 where it names none. */
  #linkedIndex(): number {
    const linked = idNow(location.hash.slice(1));
    return this.items.findIndex(({ id }) => id === linked);
  }

  #firstOpen(): number {
    const open = this.items.findIndex(({ id }) => !this.#picks.has(id));
    return open < 0 ? this.items.length : open;
  }

  #keep(saving: Promise<unknown>): void {
    saving.catch((error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#trouble = `Your answers are not kept. ${error instanceof Error ? error.message : String(error)}`;
  }
}
