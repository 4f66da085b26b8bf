import type { Asked } from '../../content/concept-schema.ts';
import { keyCard } from '../cards/shown-card.ts';
import { type ConceptEntry, followUpsInOrder, pairsInOrder, questionsInOrder } from '../study.ts';
import type { Pair } from './confusions.ts';

/** The pairs of the answer key with the options that confuse them. @throws Error where an option names no pair */
export function keyPairs(concepts: readonly ConceptEntry[]): Pair[] {
  const asked = [...questionsInOrder(concepts), ...followUpsInOrder(concepts)];
  const options = asked.flatMap(({ id: question, options: all }) => all.flatMap(confusedIn(question)));
  const pairs = pairsInOrder(concepts);
  const lost = options.find(({ pair }) => pairs.every(({ id }) => id !== pair));
  if (lost) throw new Error(`expected a pair of content/concepts, found ${lost.pair} in ${lost.question}`);
  return pairs.map((one) => ({
    card: { ...keyCard(one), label: `${one.concept.data.title}: one or the other` },
    options: options.filter(({ pair }) => pair === one.id).map(({ question, option }) => ({ question, option })),
  }));
}

const confusedIn = (question: string) => (one: Asked['options'][number], option: number) =>
  'confuses' in one && one.confuses ? [{ question, option, pair: one.confuses }] : [];
