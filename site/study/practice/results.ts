import type { PracticeQuestion } from './question.ts';

export interface ConceptResult {
  readonly concept: string;
  readonly asked: number;
  readonly right: number;
}

/** How many questions of each concept were answered right, in the order in which they were asked. */
export function resultsByConcept(
  questions: readonly Pick<PracticeQuestion, 'concept' | 'answer'>[],
  picks: readonly (number | undefined)[],
): ConceptResult[] {
  return [...new Set(questions.map(({ concept }) => concept))].map((concept) => {
    const asked = questions.flatMap((question, index) => (question.concept === concept ? [index] : []));
    const right = asked.filter((index) => picks[index] === questions[index]!.answer);
    return { concept, asked: asked.length, right: right.length };
  });
}
