import type { Measured, Prose } from '../../figures/marks/prose/prose.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import type { Random } from '../random.ts';
import type { Experiment } from './changes/changed-guess.ts';
import type { Sentence } from './sentence.ts';
import type { Tolerance } from './tolerance.ts';

export interface Option {
  readonly label: Prose;
  /** The numbers that decide whether the option is right, shown with the answer. */
  readonly measured: readonly Measured[];
  /** The mistake that leads to this option; absent for a runner-up of a ranking. */
  readonly why?: string;
}

/** A question with one right option, in plain data so that it can be part of a page's HTML. */
export interface ChoiceQuestion {
  readonly prompt: Prose;
  readonly options: readonly Option[];
  /** Index of the right option. */
  readonly answer: number;
  readonly explanation: Prose;
  /** What the answer can be reasoned from; absent where the question is about the reader's own notes. */
  readonly from?: Prose | undefined;
  /** Set where the answer is a number that the reader may estimate instead of choosing among four. */
  readonly estimate?: Estimate | undefined;
}

/** How a number is asked for without options. */
export interface Estimate {
  readonly tolerance: Tolerance;
  /** What stands behind the field: `times as much`. */
  readonly unit?: string;
}

/** A question about one sentence, answered by the model's numbers. */
export interface PracticeQuestion extends ChoiceQuestion {
  /** Name of the kind of question. */
  readonly kind: string;
  /** Id of a concept of the answer key. */
  readonly concept: string;
  /** Id of the card that comes back when the question is missed; absent where none would have answered it. */
  readonly card?: string;
  /** Id of the chapter whose figure shows the answer, at `place`. */
  readonly chapter: string;
  readonly place: Pick<ReaderPlace, 'layer' | 'head' | 'token'>;
}

/** One kind of question about a sentence. */
export interface QuestionKind {
  readonly name: string;
  readonly concept: string;
  /** Id of the card that would have answered such a question; absent where there is none. */
  readonly card?: string;
  /** Tensors of `POST /v1/trace` that the question needs in a layer, 0-based. */
  readonly tensors: (layer: number) => readonly string[];
  /** What has to be measured beside the trace; absent where nothing has. */
  readonly needs?: Experiment;
  /** A question with one clear answer that can be reasoned; undefined where the sentence allows none in this layer. */
  readonly ask: (sentence: Sentence, layer: number, random: Random) => Asked | undefined;
}

/** The part of a question that its kind makes. The round adds the kind's name and concept, and shuffles the options. */
export interface Asked extends Pick<PracticeQuestion, 'prompt' | 'explanation' | 'place' | 'estimate'> {
  readonly from: Prose;
  readonly chapter: string;
  /** The right option first. */
  readonly options: readonly Option[];
}
