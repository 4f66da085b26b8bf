import { kept } from '../../ui/kept.ts';
import type { ConceptRecall } from '../learner/concept-recall.ts';
import { z } from '../stored/schema.ts';
import { addApart } from './add-apart.ts';
import { type Step, stepSchema } from './step.ts';

const count = z.number().min(0);
const sessionSchema = z.strictObject({
  steps: z.array(stepSchema).min(1),
  /** Index of the step on screen; equal to their number at the end. */
  at: z.int().min(0),
  /** What the reader knew when the session began. */
  before: z.array(z.strictObject({ concept: z.string(), all: count, met: count, recalled: count })),
  answered: z.int().min(0),
  right: z.int().min(0),
  /** Whether the reader has gone to what the step on screen gives to read. */
  isOpened: z.boolean().optional(),
});
type Stored = z.infer<typeof sessionSchema>;

/** A session goes on in its tab after the reader has been on another page. Empty once it is over. */
const storedSession = kept('study-session', 'tab');

/** The steps of a session and how far the reader is. */
export class Session {
  readonly #cardOf: (question: string) => string | undefined;
  #now = $state.raw<Stored>();

  /** The step on screen; undefined before the first and after the last. */
  readonly step = $derived.by(() => this.#now?.steps[this.#now.at]);

  /** @param cardOf id of a question's card; undefined where it has none */
  constructor(cardOf: (question: string) => string | undefined) {
    this.#cardOf = cardOf;
  }

  get isBegun(): boolean {
    return this.#now !== undefined;
  }

  get isOver(): boolean {
    return this.isBegun && !this.step;
  }

  get steps(): readonly Step[] {
    return this.#now?.steps ?? [];
  }

  get at(): number {
    return this.#now?.at ?? 0;
  }

  get before(): readonly ConceptRecall[] {
    return this.#now?.before ?? [];
  }

  get isOpened(): boolean {
    return this.#now?.isOpened ?? false;
  }

  /** How many answers and grades the session has had, and how many of them were right. */
  get score(): { readonly answered: number; readonly right: number } {
    return this.#now ?? { answered: 0, right: 0 };
  }

  /** Goes on with the session that this tab has kept, if there is one. */
  resume(): void {
    try {
      const read = sessionSchema.safeParse(JSON.parse(storedSession.read() ?? ''));
      if (read.success && read.data.at < read.data.steps.length) this.#now = read.data;
    } catch {
      // What is kept is no JSON: there is no session to go on with.
    }
  }

  begin(steps: readonly Step[], before: readonly ConceptRecall[]): void {
    this.#keep({ steps: [...steps], at: 0, before: [...before], answered: 0, right: 0 });
  }

  /** Notes an answer to the step on screen. What was missed comes once more, at the end. */
  note(right: boolean): void {
    const { step } = this;
    if (!this.#now || !step) return;
    const { steps, at, answered } = this.#now;
    const comesAgain = !right && (step.kind === 'card' || step.kind === 'question') && !step.again;
    this.#keep({
      ...this.#now,
      answered: answered + 1,
      right: this.#now.right + (right ? 1 : 0),
      // Not at once: what was just said is no answer from memory.
      steps: comesAgain ? addApart(steps, { ...step, again: true }, this.#cardOf, at + 2) : steps,
    });
  }

  /** Notes that the reader goes to what the step on screen gives to read: the page there may know nothing of it yet. */
  open(): void {
    if (this.#now) this.#keep({ ...this.#now, isOpened: true });
  }

  next(): void {
    if (this.#now) this.#keep({ ...this.#now, at: this.#now.at + 1, isOpened: false });
  }

  /** Ends the session at the step on screen. */
  end(): void {
    if (this.#now) this.#keep({ ...this.#now, at: this.#now.steps.length });
  }

  leave(): void {
    this.#now = undefined;
    storedSession.write('');
  }

  #keep(now: Stored): void {
    this.#now = now;
    storedSession.write(now.at < now.steps.length ? JSON.stringify(now) : '');
  }
}
