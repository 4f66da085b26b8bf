import type { Asked } from '../../content/concept-schema.ts';
import { figureLink } from '../figure-link.ts';
import type { ConceptEntry, PlacedFollowUp, PlacedQuestion } from '../study.ts';
import { shuffled } from './seeded-order.ts';

export interface QuizOption {
  /** Its place in the answer key, from 0: what is stored. */
  readonly index: number;
  readonly text: string;
  /** Why a wrong answer tempts; absent: the right one. */
  readonly why?: string;
}

/** A question as the quiz asks it. */
export interface QuizItem {
  readonly id: string;
  readonly concept: { readonly id: string; readonly title: string; readonly order: number };
  readonly question: string;
  readonly options: readonly QuizOption[];
  readonly explanation: string;
  /** The live figure in the state that shows the answer. */
  readonly figure: string;
  /** Numbers of the concept's study notes. */
  readonly notes: readonly number[];
}

export const questionItem = (question: PlacedQuestion): QuizItem => itemOf(question.id, question);
export const followUpItem = (followUp: PlacedFollowUp): QuizItem => itemOf(followUp.id, followUp);

function itemOf(
  id: string,
  { concept, figure, question, options, explanation }: Asked & { concept: ConceptEntry },
): QuizItem {
  return {
    id,
    concept: { id: concept.id, title: concept.data.title, order: concept.data.order },
    question,
    options: options.map((option, index) => ({
      index,
      text: option.text,
      ...('why' in option && { why: option.why }),
    })),
    explanation,
    figure: figureLink(concept, figure),
    notes: concept.data.notes.map(({ order }) => order),
  };
}

export const isRight = ({ why }: QuizOption): boolean => why === undefined;

/** Questions, and the options of each, in the order of the seed; without one as the answer key has them. */
export function inSeedOrder(items: readonly QuizItem[], seed: string): readonly QuizItem[] {
  if (!seed) return items;
  return shuffled(items, seed).map((item) => ({ ...item, options: shuffled(item.options, `${seed} ${item.id}`) }));
}
