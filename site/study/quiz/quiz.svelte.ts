import { pushAddress } from '../../reader/address.ts';
import { idNow } from '../former-ids.ts';
import { answersNow } from '../progress/progress.ts';
import { listUnreadableProgress, loadProgress, saveAnswer, saveQuizBegun } from '../progress/progress-store.ts';
import { inSeedOrder, isRight, type QuizItem } from './quiz-item.ts';
import { knownPlace, type QuizPlace, readQuizPlace, writeQuizPlace } from './quiz-place.ts';
import type { Outcomes } from './result.ts';
import { newSeed } from './seeded-order.ts';

/** All questions that the quiz may ask. */
export interface QuizContent {
  readonly questions: readonly QuizItem[];
  /** Further questions, for readers who missed a question of the same concept. */
  readonly followUps: readonly QuizItem[];
}

/** The reader's way through the quiz: which questions are asked, which is on screen, and what was answered. */
export class Quiz {
  readonly #content: () => QuizContent;
  #place = $state.raw<QuizPlace>({ seed: '', further: [] });
  #index = $state(0);
  #trouble = $state('');
  #unreadable = $state(0);
  /** Index of the picked option, by the question's id. */
  #picks = $state.raw<ReadonlyMap<string, number>>(new Map());

  readonly items = $derived.by(() => inSeedOrder(this.#asked(), this.#place.seed));
  /** The question on screen; undefined while the result is. */
  readonly item = $derived.by(() => this.items[this.#index]);
  /** Index of the option that was picked for it. */
  readonly picked = $derived.by(() => this.item && this.#picks.get(this.item.id));
  /** Concepts that have further questions. */
  readonly furtherConcepts = $derived.by(() => new Set(this.#content().followUps.map(({ concept }) => concept.id)));
  readonly outcomes: Outcomes = $derived.by(() => this.#outcomes());

  constructor(content: () => QuizContent) {
    this.#content = content;
  }

  /** Index of the question on screen; equal to their number while the result is. */
  get index(): number {
    return this.#index;
  }

  get seed(): string {
    return this.#place.seed;
  }

  /** Whether the further questions are asked. */
  get isFurther(): boolean {
    return this.#place.further.length > 0;
  }

  /** Why answers cannot be stored; empty where they can. */
  get trouble(): string {
    return this.#trouble;
  }

  /** Number of stored answers that could not be read. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Concepts that only further questions ask about. */
  get unasked(): readonly QuizItem['concept'][] {
    if (this.isFurther) return [];
    const { questions, followUps } = this.#content();
    const asked = new Set(questions.map(({ concept }) => concept.id));
    const concepts = new Map(followUps.map(({ concept }) => [concept.id, concept]));
    return [...concepts.values()].filter(({ id }) => !asked.has(id));
  }

  /** Goes to the question that the address names. @returns whether it names one */
  follow(): boolean {
    this.#place = knownPlace(readQuizPlace(location), this.furtherConcepts);
    const linked = this.#linkedIndex();
    this.#index = linked >= 0 ? linked : this.#firstOpen();
    return linked >= 0;
  }

  /** Loads the answers that this browser stores. */
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

  /** Answers the question on screen, once. @returns whether it was still open */
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

  /** Asks in the order of a seed, or asks the further questions of some concepts. */
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

  /** Index of the question that the address names; -1 where it names none. */
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
