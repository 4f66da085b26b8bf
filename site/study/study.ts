import type { Card, Concept, CoveredCard, FollowUp, Note, Question } from '../content/concept-schema.ts';

/** A concept with the id that notes, quiz, figures and chapters share. */
export interface ConceptEntry {
  readonly id: string;
  readonly data: Concept;
}

export type PlacedNote = Note & { readonly concept: ConceptEntry };
export type PlacedQuestion = Question & {
  readonly concept: ConceptEntry;
  /** The question's position in the quiz, from 1. */
  readonly number: number;
};

export type PlacedFollowUp = FollowUp & { readonly concept: ConceptEntry };
export type PlacedCard = Card & Partial<Pick<CoveredCard, 'part'>> & { readonly concept: ConceptEntry };

/** All study notes in their order. @throws Error where a position is empty or taken twice. */
export function notesInOrder(concepts: readonly ConceptEntry[]): PlacedNote[] {
  const notes = concepts.flatMap((concept) => concept.data.notes.map((note) => ({ ...note, concept })));
  return inOrder('note', notes, ({ order }) => order);
}

/** All quiz questions in their order, numbered by position. @throws Error where two have the same order or id. */
export function questionsInOrder(concepts: readonly ConceptEntry[]): PlacedQuestion[] {
  const questions = concepts
    .flatMap((concept) => concept.data.questions.map((question) => ({ ...question, concept })))
    .toSorted((a, b) => a.order - b.order);
  expectDifferent('order', questions, ({ order }) => order);
  expectDifferent('id', questions, ({ id }) => id);
  return questions.map((question, index) => ({ ...question, number: index + 1 }));
}

/** The quiz questions of one concept, with their numbers in the quiz. */
export function questionsOf(concept: string, concepts: readonly ConceptEntry[]): PlacedQuestion[] {
  return questionsInOrder(concepts).filter((question) => question.concept.id === concept);
}

/** Concepts in the order of the mechanism. */
export function conceptsInOrder(concepts: readonly ConceptEntry[]): ConceptEntry[] {
  return concepts.toSorted((a, b) => a.data.order - b.data.order);
}

/** All further questions, in the order of the mechanism. */
export function followUpsInOrder(concepts: readonly ConceptEntry[]): PlacedFollowUp[] {
  return conceptsInOrder(concepts).flatMap((concept) => concept.data.followUps.map((item) => ({ ...item, concept })));
}

/** All cards of the answer key, in the order to learn them: those of a concept, then those that cover a part of a drawing. */
export function cardsInOrder(concepts: readonly ConceptEntry[]): PlacedCard[] {
  return conceptsInOrder(concepts).flatMap((concept) => cardsOf(concept).map((item) => ({ ...item, concept })));
}

/** The cards of one concept that every reader has. */
export function cardsOf({ data }: ConceptEntry): (Card & Partial<Pick<CoveredCard, 'part'>>)[] {
  return [...data.cards, ...data.covered];
}

/** All cards that tell two things apart, in the order of the mechanism. */
export function pairsInOrder(concepts: readonly ConceptEntry[]): PlacedCard[] {
  return conceptsInOrder(concepts).flatMap((concept) => concept.data.pairs.map((item) => ({ ...item, concept })));
}

function expectDifferent(
  what: string,
  questions: readonly Question[],
  nameOf: (question: Question) => number | string,
): void {
  const seen = new Map<number | string, Question>();
  for (const question of questions) {
    const name = nameOf(question);
    const other = seen.get(name);
    if (other) throw new Error(`expected an ${what} of its own, found ${name} of ${other.id} at ${question.id} too`);
    seen.set(name, question);
  }
}

function inOrder<Item>(kind: string, items: readonly Item[], place: (item: Item) => number): Item[] {
  const sorted = items.toSorted((a, b) => place(a) - place(b));
  sorted.forEach((item, index) => {
    if (place(item) !== index + 1) throw new Error(`expected ${kind} ${index + 1} next, found ${kind} ${place(item)}`);
  });
  return sorted;
}
