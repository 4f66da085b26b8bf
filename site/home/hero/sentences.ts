/** One sentence of a pair that differs in a word or two. */
export interface Variant {
  readonly id: string;
  readonly text: string;
  /** The words that only this sentence has, shown on its button. */
  readonly words: string;
}

/** Two sentences whose pronoun stands for one thing in the first, for another in the second. */
export interface SentencePair {
  readonly id: string;
  /** The text on the button that leads from the other pair to this one. */
  readonly invitation: string;
  /** The words that both sentences begin with, and end with. */
  readonly before: string;
  readonly after: string;
  readonly variants: readonly [Variant, Variant];
  /** Index of the pronoun's token, the same in both sentences. */
  readonly pronoun: number;
  /** Indices of the tokens that the pronoun may stand for, in the order of the variants. */
  readonly candidates: readonly [number, number];
}

export const dogOrBall: SentencePair = {
  id: 'dog-or-ball',
  invitation: '← The dog or the ball?',
  before: 'The dog chased the ball until it',
  after: '.',
  variants: [
    { id: 'tired', text: 'The dog chased the ball until it was tired.', words: 'was tired' },
    { id: 'burst', text: 'The dog chased the ball until it burst.', words: 'burst' },
  ],
  pronoun: 7,
  candidates: [2, 5],
};

/** A pair whose two sentences BERT-base does not tell apart. */
export const trophyOrSuitcase: SentencePair = {
  id: 'trophy-or-suitcase',
  invitation: 'And where it fails →',
  before: 'The trophy did not fit in the suitcase because it was too',
  after: '.',
  variants: [
    { id: 'big', text: 'The trophy did not fit in the suitcase because it was too big.', words: 'big' },
    { id: 'small', text: 'The trophy did not fit in the suitcase because it was too small.', words: 'small' },
  ],
  pronoun: 10,
  candidates: [2, 8],
};

export const sentencePairs: readonly SentencePair[] = [dogOrBall, trophyOrSuitcase];
