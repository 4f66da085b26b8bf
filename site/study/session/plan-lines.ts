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

/** A plan in words, in the order of its steps: each thing to read, then the cards and questions that follow it. */
export function planLines(content: StudyContent, plan: readonly Step[], records: Records): PlanLine[] {
  const begins = plan.flatMap((step, index) => (index === 0 || isReading(step) ? [index] : []));
  const parts = begins.map((begin, index) => plan.slice(begin, begins[index + 1]));
  return [
    ...parts.flatMap((part) => [...readingLine(content, part[0]!), ...askedLines(part, records)]),
    { what: '1 question about your sentence', detail: 'made by the model on the spot' },
  ];
}

const isReading = ({ kind }: Step): boolean => kind === 'chapter' || kind === 'note';

function askedLines(part: readonly Step[], { deck, progress }: Records): PlanLine[] {
  const asked = outcomesByItem(progress);
  const stateOf = (step: Step): 'known' | 'called' | 'new' => {
    if (step.kind === 'question') return asked.has(questionItemName(step.id)) ? 'known' : 'new';
    const card = step.kind === 'card' ? cardOf(deck, step.id) : undefined;
    if (!card) return 'new';
    return card.schedule ? 'known' : 'called';
  };
  const count = (kind: Step['kind'], state: ReturnType<typeof stateOf>) =>
    part.filter((step) => step.kind === kind && stateOf(step) === state).length;
  const [due, called, repeated] = [count('card', 'known'), count('card', 'called'), count('question', 'known')];
  const [newCards, newQuestions] = [count('card', 'new'), count('question', 'new')];
  const fresh = [
    ...(newCards ? [counted(newCards, 'new card')] : []),
    ...(newQuestions ? [counted(newQuestions, 'new question')] : []),
  ];
  return [
    ...(due ? [{ what: `${counted(due, 'card')} due`, detail: 'before you forget them' }] : []),
    ...(called ? [{ what: counted(called, 'card'), detail: 'on what you missed' }] : []),
    ...(repeated ? [{ what: `${counted(repeated, 'question')} again`, detail: 'missed or guessed before' }] : []),
    ...(fresh.length ? [{ what: fresh.join(' and ') }] : []),
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
