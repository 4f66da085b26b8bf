import { counted } from '../../ui/counted.ts';
import { cardOf } from '../cards/deck.ts';
import type { Records } from '../learner/concept-recall.ts';
import { outcomesByItem, questionItemName } from '../learner/outcomes.ts';
import type { Step } from './step.ts';
import type { StudyContent } from './study-content.ts';

/** One line of a plan: what comes, and what it is about. */
export interface PlanLine {
  readonly what: string;
  readonly detail?: string;
}

/** A plan in words, in the order of its steps: cards and questions together, each thing to read by itself. */
export function planLines(content: StudyContent, plan: readonly Step[], { deck, progress }: Records): PlanLine[] {
  const asked = outcomesByItem(progress);
  const isKnown = (step: Step) => {
    if (step.kind === 'card') return cardOf(deck, step.id) !== undefined;
    return step.kind === 'question' && asked.has(questionItemName(step.id));
  };
  const count = (kind: Step['kind'], known: boolean) =>
    plan.filter((step) => step.kind === kind && isKnown(step) === known).length;
  const [due, repeated, newCards, newQuestions] = [
    count('card', true),
    count('question', true),
    count('card', false),
    count('question', false),
  ];
  const fresh = [newCards && counted(newCards, 'new card'), newQuestions && counted(newQuestions, 'new question')];
  const freshParts = fresh.filter((part) => part !== 0);
  return [
    ...(due ? [{ what: `${counted(due, 'card')} due`, detail: 'before you forget them' }] : []),
    ...(repeated ? [{ what: `${counted(repeated, 'question')} again`, detail: 'missed or guessed before' }] : []),
    ...plan.flatMap((step) => readingLine(content, step)),
    ...(freshParts.length ? [{ what: freshParts.join(' and '), detail: 'on what you have just read' }] : []),
    { what: '1 question about your sentence', detail: 'made by the model on the spot' },
  ];
}

function readingLine({ chapters, notes }: StudyContent, step: Step): PlanLine[] {
  if (step.kind === 'note') {
    return notes
      .filter(({ id }) => id === step.id)
      .map(({ statement }) => ({ what: 'A study note', detail: statement }));
  }
  if (step.kind !== 'chapter') return [];
  return chapters
    .filter(({ id }) => id === step.id)
    .map(({ title, minutes, question }) => ({ what: `Chapter: ${title}, ${minutes} min`, detail: question }));
}
