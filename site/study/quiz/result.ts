import type { QuizItem } from './quiz-item.ts';

/** Whether each answered question was answered right, by its id. */
export type Outcomes = ReadonlyMap<string, boolean>;

export interface ConceptResult {
  readonly concept: string;
  readonly title: string;
  readonly right: number;
  readonly total: number;
  /** Questions answered wrong or not at all. */
  readonly missed: readonly QuizItem[];
}

/** One result for each concept of the questions, in the order of the mechanism. */
export function resultByConcept(items: readonly QuizItem[], outcomes: Outcomes): ConceptResult[] {
  const inOrder = items.toSorted((a, b) => a.concept.order - b.concept.order);
  return [...Map.groupBy(inOrder, ({ concept }) => concept.id)].map(([concept, asked]) => {
    const missed = asked.filter(({ id }) => outcomes.get(id) !== true);
    return {
      concept,
      title: asked[0]!.concept.title,
      right: asked.length - missed.length,
      total: asked.length,
      missed,
    };
  });
}
