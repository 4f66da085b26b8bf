import { emptyDeck } from '../cards/deck.ts';
import { callStoredCard, gradeCard, loadDeck } from '../cards/deck-store.ts';
import { callCard, reviewCard } from '../cards/review.ts';
import type { Grade } from '../cards/schedule.ts';
import { type Answer, noProgress, type Practice } from '../progress/progress.ts';
import {
  loadProgress,
  saveAnswer,
  saveChapterFinished,
  saveNoteRead,
  savePractice,
} from '../progress/progress-store.ts';
import { finishChapter, readNote, recordAnswer, recordPractice } from '../progress/record-progress.ts';
import type { Records } from './concept-recall.ts';

/**
 * What the reader has done, as this browser stores it. Each deed counts on the page at once and is stored afterwards;
 * where nothing can be stored, it counts as long as the page is open.
 */
export class Learner {
  #records = $state.raw<Records>({ deck: emptyDeck, progress: noProgress });
  #isLoaded = $state(false);
  #trouble = $state('');
  /** The deeds are stored one after the other. */
  #storing: Promise<void> = Promise.resolve();

  get records(): Records {
    return this.#records;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Why deeds cannot be stored, for the reader; empty where they can. */
  get trouble(): string {
    return this.#trouble;
  }

  async load(): Promise<void> {
    await this.#store(async () => {
      this.#records = { deck: await loadDeck(), progress: await loadProgress() };
    });
    this.#isLoaded = true;
  }

  grade(id: string, grade: Grade, now = new Date()): Promise<void> {
    const { deck, progress } = this.#records;
    this.#records = { progress, deck: reviewCard(deck, id, grade, now) };
    return this.#store(() => gradeCard(id, grade, now));
  }

  /** @param card id of the question's card, which a wrong answer puts on today; undefined where it has none */
  answer(answer: Omit<Answer, 'at'>, card: string | undefined, now = new Date()): Promise<void> {
    const { deck, progress } = this.#records;
    this.#records = { deck, progress: recordAnswer(progress, answer, now) };
    const storing = this.#store(() => saveAnswer(answer, now));
    return answer.right ? storing : this.#call(card, now);
  }

  practise(practice: Omit<Practice, 'at'>, card: string | undefined, now = new Date()): Promise<void> {
    const { deck, progress } = this.#records;
    this.#records = { deck, progress: recordPractice(progress, practice, now) };
    const storing = this.#store(() => savePractice(practice, now));
    return practice.right ? storing : this.#call(card, now);
  }

  readChapter(id: string): Promise<void> {
    const { deck, progress } = this.#records;
    this.#records = { deck, progress: finishChapter(progress, id, new Date()) };
    return this.#store(() => saveChapterFinished(id));
  }

  readNote(id: string): Promise<void> {
    const { deck, progress } = this.#records;
    this.#records = { deck, progress: readNote(progress, id, new Date()) };
    return this.#store(() => saveNoteRead(id));
  }

  #call(card: string | undefined, now: Date): Promise<void> {
    if (card === undefined) return this.#storing;
    const { deck, progress } = this.#records;
    this.#records = { progress, deck: callCard(deck, card, now) };
    return this.#store(() => callStoredCard(card, now));
  }

  #store(deed: () => Promise<unknown>): Promise<void> {
    this.#storing = this.#storing.then(deed).then(
      () => {},
      (error: unknown) => {
        this.#trouble = error instanceof Error ? error.message : String(error);
      },
    );
    return this.#storing;
  }
}
