import type { BlankQuestion } from './attention-off.ts';

/** A sentence of the chapter, and the text on its button. */
export interface BlankSentence extends BlankQuestion {
  readonly name: string;
}

/** The first is shown at first; in the third the whole model is wrong. */
export const blankSentences: readonly BlankSentence[] = [
  { name: 'Paris', text: 'Paris is the [MASK] of France.', pair: '', blank: 4 },
  { name: 'The food', text: 'The food was [MASK] good, but the service was excellent.', pair: '', blank: 4 },
  { name: 'A robin', text: 'A robin is not a [MASK].', pair: '', blank: 6 },
];
