import type { Measured, Prose } from '../../figures/marks/prose/prose.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import type { Random } from '../random.ts';
import type { Sentence } from './sentence.ts';

export interface Option {
  readonly label: Prose;
  /** The numbers that decide, shown with the answer. */
  readonly measured: readonly Measured[];
  /** The mistake that leads here; absent for a true runner-up. */
  readonly why?: string;
}

/** A question with one right option. Plain, so that it can travel in a page. */
export interface ChoiceQuestion {
  readonly prompt: Prose;
  readonly options: readonly Option[];
  /** Index of the right option. */
  readonly answer: number;
  readonly explanation: Prose;
}

/** A question about one sentence, with the answer that the model gave. */
export interface PracticeQuestion extends ChoiceQuestion {
  /** Name of its kind. */
  readonly kind: string;
  /** Id of a concept of the answer key. */
  readonly concept: string;
  /** Id of the chapter whose figure shows the answer, at this place. */
  readonly chapter: string;
  readonly place: Pick<ReaderPlace, 'layer' | 'head' | 'token'>;
}

/** One way to ask about a sentence. */
export interface QuestionKind {
  readonly name: string;
  readonly concept: string;
  /** Tensors of `POST /v1/trace` that it looks at in a layer, 0-based. */
  readonly tensors: (layer: number) => readonly string[];
  /** A question with one clear answer, or undefined where this sentence has none to offer in this layer. */
  readonly ask: (sentence: Sentence, layer: number, random: Random) => Asked | undefined;
}

/** What a kind says of its question; the round adds the kind's name and concept, and mixes the options. */
export interface Asked extends Pick<PracticeQuestion, 'prompt' | 'explanation' | 'place'> {
  readonly chapter: string;
  /** The right one first. */
  readonly options: readonly Option[];
}
