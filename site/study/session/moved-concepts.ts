import type { ConceptRecall } from '../learner/concept-recall.ts';

/** A concept of which the reader knows more, or less, than before. */
export interface MovedConcept {
  /** Id of the concept. */
  readonly concept: string;
  /** How many of its items the reader would have recalled before, and would now. */
  readonly was: number;
  readonly is: number;
  readonly all: number;
}

/** A smaller change is that of the clock: recall fades a little while a session runs. */
const leastChange = 0.05;

/** The concepts that a session has moved, the most gained first. */
export function movedConcepts(before: readonly ConceptRecall[], after: readonly ConceptRecall[]): MovedConcept[] {
  const earlier = new Map(before.map(({ concept, recalled }) => [concept, recalled]));
  return after
    .map(({ concept, recalled, all }) => ({ concept, was: earlier.get(concept) ?? 0, is: recalled, all }))
    .filter(({ was, is }) => Math.abs(is - was) >= leastChange)
    .toSorted((a, b) => b.is - b.was - (a.is - a.was));
}
