import type { Deck } from '../cards/deck.ts';
import { type Grade, recallOf } from '../cards/schedule.ts';
import type { Progress } from '../progress/progress.ts';
import { cardItemName, type LearnerItem, ownItems } from './items.ts';
import { outcomesByItem, showsRecall } from './outcomes.ts';
import { questionSchedule } from './question-schedule.ts';

/** What the reader knows of a concept now. */
export interface ConceptRecall {
  /** Id of the concept. */
  readonly concept: string;
  /** Number of its items: cards, questions, and kinds of questions about a sentence. */
  readonly all: number;
  /** How many of them the reader has met. */
  readonly met: number;
  /** How many of them the reader is expected to recall now: the sum of their probabilities. */
  readonly recalled: number;
}

/** What the reader has done so far: the two documents from which everything about the learner is computed. */
export interface Records {
  readonly deck: Deck;
  readonly progress: Progress;
}

/**
 * The probability of recall now of every item that the reader has met, by the item's name.
 *
 *     p = 0                          where the last time was a miss, `again`, or right by a guess
 *     p = (1 + f · t / S) ^ decay    otherwise: t days since then, S the stability by FSRS
 *
 * so that p falls from 1 to .9 in S days. A card's S is that of its schedule; a question's that of `questionSchedule`.
 */
export function itemRecalls({ deck, progress }: Records, now: Date): Map<string, number> {
  const lastGrades = new Map<string, Grade>(deck.reviews.map(({ card, grade }) => [card, grade]));
  const recalls = new Map<string, number>();
  for (const { id, schedule } of deck.cards) {
    if (!schedule) continue;
    recalls.set(cardItemName(id), lastGrades.get(id) === 'again' ? 0 : recallOf(schedule, now));
  }
  for (const [name, outcomes] of outcomesByItem(progress)) {
    const isKnown = showsRecall(outcomes.at(-1)!);
    recalls.set(name, isKnown ? recallOf(questionSchedule(outcomes), now) : 0);
  }
  return recalls;
}

/**
 * What the reader knows of each concept: `recalled` is the sum of p over its items, 0 for those never met, so
 * `recalled / all` is the probability to recall an item of the concept taken at random, and `recalled / met` one that
 * was met.
 * @param items of the answer key; the reader's own cards on a concept are added
 * @returns one entry for each concept, in the order in which the items name them
 */
export function conceptRecalls(items: readonly LearnerItem[], records: Records, now: Date): ConceptRecall[] {
  const recalls = itemRecalls(records, now);
  const byConcept = Map.groupBy([...items, ...ownItems(records.deck)], ({ concept }) => concept);
  return [...byConcept].map(([concept, ofConcept]) => {
    const met = ofConcept.flatMap(({ name }) => recalls.get(name) ?? []);
    const recalled = met.reduce((sum, recall) => sum + recall, 0);
    return { concept, all: ofConcept.length, met: met.length, recalled };
  });
}
