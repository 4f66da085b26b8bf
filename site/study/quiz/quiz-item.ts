import type { Asked } from '../../content/concept-schema.ts';
import { conceptFigureLink } from '../figure-link.ts';
import type { ConceptEntry, PlacedFollowUp, PlacedQuestion } from '../study.ts';
import { shuffled } from './seeded-order.ts';

export interface QuizOption {
  /** The option's index in the answer key, which is what is stored. */
  readonly index: number;
  readonly text: string;
  /** Why this wrong option is tempting; absent for the right one. */
  readonly why?: string;
}

/** A question in the form in which the quiz asks it. */
export interface QuizItem {
  readonly id: string;
  readonly concept: { readonly id: string; readonly title: string; readonly order: number };
  readonly question: string;
  readonly options: readonly QuizOption[];
  readonly explanation: string;
  /** A link to the live figure in the state that shows the answer. */
  readonly figure: string;
  /** Id of the card that comes back when the question is missed; absent where none asks the same. */
  readonly card?: string;
  /** Numbers of the concept's study notes. */
  readonly notes: readonly number[];
}

export const questionItem = (question: PlacedQuestion): QuizItem => itemOf(question.id, question);
export const followUpItem = (followUp: PlacedFollowUp): QuizItem => itemOf(followUp.id, followUp);

function itemOf(
  id: string,
  { concept, figure, question, options, explanation, card }: Asked & { concept: ConceptEntry },
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
    figure: conceptFigureLink(concept, figure),
    ...(card && { card }),
    notes: concept.data.notes.map(({ order }) => order),
  };
}

export const isRight = ({ why }: QuizOption): boolean => why === undefined;

/**
 * The questions, and the options of each, in an order that the seed decides; in the order of the answer key where it is
 * empty.
 */
export function inSeedOrder(items: readonly QuizItem[], seed: string): readonly QuizItem[] {
  if (!seed) return items;
  return shuffled(items, seed).map((item) => ({ ...item, options: shuffled(item.options, `${seed} ${item.id}`) }));
}
