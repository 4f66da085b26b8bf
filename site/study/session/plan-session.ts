import { reviewQueue } from '../cards/queue.ts';
import { shownCards } from '../cards/shown-card.ts';
import type { Records } from '../learner/concept-recall.ts';
import { confusedPairs } from '../learner/confusions.ts';
import { questionsToRepeat } from '../learner/missed.ts';
import { outcomesByItem, questionItemName } from '../learner/outcomes.ts';
import { addApart } from './add-apart.ts';
import { kindsInOrder } from './kinds-in-order.ts';
import { type Section, unreadSections } from './next-section.ts';
import type { Step } from './step.ts';
import type { StudyContent } from './study-content.ts';

/** Seconds of a session. */
export const sessionSeconds = 600;
/** Seconds that a step takes, about; a chapter takes its reading time. */
const seconds = { card: 15, question: 40, note: 60, sentence: 60 } as const;
/** The most questions to repeat in one session; the others keep their cards and their place on the shelf. */
const mostRepeated = 4;
/** The most cards of one session that tell apart what the reader has confused, and that are new. */
const mostPairs = 2;

/**
 * A session of about ten minutes: the cards that are due, the questions to repeat, one section that is new with its
 * cards and questions, and one question about the reader's sentence. Where time is left, the next sections follow. No
 * question stands close after its own card.
 * @param seed chooses the question about the sentence
 */
export function planSession(content: StudyContent, records: Records, now: Date, seed: number): Step[] {
  const [section, ...further] = unreadSections(content, records.progress);
  const confused = confusedPairs(content.pairs, records.progress).map(({ card }) => card);
  const ids = [...shownCards([...confused, ...content.cards], records.deck).keys()];
  const questionIds = content.questions.map(({ id }) => id);
  const { due: dueIds, fresh } = reviewQueue(records.deck, ids, now);
  const unseen = confused.flatMap(({ id }) => (fresh.includes(id) ? [id] : [])).slice(0, mostPairs);
  const due = dueIds.map((id): Step => ({ kind: 'card', id }));
  const repeated = questionsToRepeat(records.progress, questionIds, now).slice(0, mostRepeated);
  const first = [
    ...repeated.map((id): Step => ({ kind: 'question', id })),
    ...unseen.map((id): Step => ({ kind: 'card', id })),
    ...sectionSteps(section),
  ];
  const reserved = spent(content, first) + seconds.sentence;
  const steps = [...fitting(content, due, sessionSeconds - reserved), ...first];
  const open = [...newOf(content, records, section, now)];
  for (const next of further) open.push(...sectionSteps(next), ...newOf(content, records, next, now));
  steps.push(...fitting(content, open, sessionSeconds - spent(content, steps) - seconds.sentence));
  const cardOf = (question: string) => cardOfQuestion(content, question);
  const placed = steps.reduce<Step[]>((before, step) => addApart(before, step, cardOf), []);
  return [...placed, { kind: 'sentence', kinds: kindsInOrder(content, records, steps), seed }];
}

/** Id of a question's card; undefined where it has none. */
export function cardOfQuestion({ questions }: StudyContent, question: string): string | undefined {
  return questions.find(({ id }) => id === question)?.card;
}

/** Seconds that steps take, about. */
export function spent({ chapters }: StudyContent, steps: readonly Step[]): number {
  return steps.reduce((sum, step) => {
    if (step.kind !== 'chapter') return sum + seconds[step.kind];
    return sum + 60 * (chapters.find(({ id }) => id === step.id)?.minutes ?? 0);
  }, 0);
}

/** The first steps, as many as fit into the time. */
function fitting(content: StudyContent, steps: readonly Step[], within: number): Step[] {
  const past = steps.findIndex((_, index) => spent(content, steps.slice(0, index + 1)) > within);
  return past < 0 ? [...steps] : steps.slice(0, past);
}

function sectionSteps(section: Section | undefined): Step[] {
  return section ? [{ kind: section.kind, id: section.section.id }] : [];
}

/** The cards of a chapter that were never seen, as many as may be new today, then the questions that were never asked. */
function newOf(content: StudyContent, records: Records, section: Section | undefined, now: Date): Step[] {
  if (!section) return [];
  const concept = section.kind === 'note' ? section.section.concept : section.section.id;
  const chapter = content.chapters.find(({ id }) => id === concept);
  const { fresh } = reviewQueue(records.deck, chapter?.cards ?? [], now);
  const asked = outcomesByItem(records.progress);
  const open = content.questions.filter((one) => one.concept.id === concept && !asked.has(questionItemName(one.id)));
  return [
    ...fresh.map((id): Step => ({ kind: 'card', id })),
    ...open.map(({ id }): Step => ({ kind: 'question', id })),
  ];
}
