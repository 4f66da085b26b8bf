/** A claim that the answer key says is wrong. */
export interface Contradiction {
  readonly wrong: RegExp;
  /** Words in the same sentence, before or after it, by which a text denies the claim or says of whom it is true. */
  readonly unless: RegExp;
  /** What the key says. */
  readonly instead: string;
  /** A sentence that must be caught, and one that must not. */
  readonly bad: string;
  readonly good: string;
}

/** Words that deny a claim. */
export const denied = /\b(not|no|nor|never|seldom|hardly|cannot|mistake|wrong|tempting|wrongly|isn't|doesn't)\b/i;
