import { pushAddress } from '../../reader/address.ts';
import { idNow } from '../former-ids.ts';
import { type Answer, answersNow, type Confidence } from '../progress/progress.ts';
import { listUnreadableProgress, loadProgress, saveAnswer, saveQuizBegun } from '../progress/progress-store.ts';
import { inSeedOrder, isRight, type QuizItem } from './quiz-item.ts';
import { knownPlace, type QuizPlace, readQuizPlace, writeQuizPlace } from './quiz-place.ts';
import type { Outcomes } from './result.ts';
import { newSeed } from './seeded-order.ts';

/** What the reader has picked for one question. */
type Picked = Pick<Answer, 'option' | 'confidence'>;

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
  /** What was picked, by the question's id. */
  #picks = $state.raw<ReadonlyMap<string, Picked>>(new Map());
  /** How sure the reader is of the question on screen before answering it; undefined where they did not say. */
  #confidence = $state<Confidence>();

  readonly items = $derived.by(() => inSeedOrder(this.#asked(), this.#place.seed));
  /** The question on screen; undefined while the result is. */
  readonly item = $derived.by(() => this.items[this.#index]);
  /** Index of the option that was picked for it. */
  readonly picked = $derived.by(() => this.#pickNow()?.option);
  /** How sure the reader was of it, or is before answering. */
  readonly confidence = $derived.by(() => this.#pickNow()?.confidence ?? this.#confidence);
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

  /** Ids of the questions that were answered wrong although the reader was sure. */
  get surelyWrong(): ReadonlySet<string> {
    const wrong = this.items.filter(({ id }) => this.outcomes.get(id) === false);
    return new Set(wrong.filter(({ id }) => this.#picks.get(id)?.confidence === 'sure').map(({ id }) => id));
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
      // What was picked while they were on their way stays, and so does its question.
      const isUntouched = this.#picks.size === 0;
      this.#picks = new Map([...answers, ...this.#picks]);
      if (isUntouched && this.#linkedIndex() < 0) this.#index = this.#firstOpen();
      this.#unreadable = (await listUnreadableProgress()).length;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Answers the question on screen, once. @returns whether it was still open */
  pick(option: number): boolean {
    const { item } = this;
    if (!item || this.picked !== undefined) return false;
    const confidence = this.#confidence;
    const picked = { option, ...(confidence && { confidence }) };
    this.#picks = new Map(this.#picks).set(item.id, picked);
    const right = this.outcomes.get(item.id) === true;
    this.#keep(saveAnswer({ question: item.id, ...picked, right }));
    if (!right && item.card) this.#keep(callCardOfMissed(item.card));
    return true;
  }

  /** Says how sure the reader is, before answering; the same again takes it back. */
  feel(confidence: Confidence): void {
    if (this.picked === undefined) this.#confidence = this.#confidence === confidence ? undefined : confidence;
  }

  go(to: number): void {
    this.#confidence = undefined;
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

  #pickNow(): Picked | undefined {
    return this.item && this.#picks.get(this.item.id);
  }

  #asked(): readonly QuizItem[] {
    const { questions, followUps } = this.#content();
    const { further } = this.#place;
    return further.length ? followUps.filter(({ concept }) => further.includes(concept.id)) : questions;
  }

  #outcomes(): Outcomes {
    const answered = this.items.filter(({ id }) => this.#picks.has(id));
    return new Map(
      answered.map(({ id, options }) => [
        id,
        options.some((one) => one.index === this.#picks.get(id)?.option && isRight(one)),
      ]),
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

/** Puts the card of a missed question on today. The code of the deck is loaded only then. */
async function callCardOfMissed(card: string): Promise<void> {
  const { callStoredCard } = await import('../cards/deck-store.ts');
  await callStoredCard(card);
}
