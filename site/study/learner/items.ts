import { type Deck, isOwn } from '../cards/deck.ts';
import { type ConceptEntry, cardsOf } from '../study.ts';
import { kindItemName, questionItemName } from './outcomes.ts';

/** One thing by which a concept is tested: a card, a question, or a kind of question about a sentence. */
export interface LearnerItem {
  readonly name: string;
  /** Id of the concept. */
  readonly concept: string;
}

export const cardItemName = (id: string) => `card ${id}`;

/** The items of the answer key, and those that practice computes from a sentence. */
export function keyItems(
  concepts: readonly ConceptEntry[],
  kinds: readonly { readonly name: string; readonly concept: string }[],
): LearnerItem[] {
  const ofKey = concepts.flatMap((entry) => {
    const { id: concept, data } = entry;
    return [
      ...cardsOf(entry).map(({ id }) => ({ name: cardItemName(id), concept })),
      ...[...data.questions, ...data.followUps].map(({ id }) => ({ name: questionItemName(id), concept })),
    ];
  });
  return [...ofKey, ...kinds.map(({ name, concept }) => ({ name: kindItemName(name), concept }))];
}

/** The reader's own cards on a concept, as items. */
export function ownItems(deck: Deck): LearnerItem[] {
  return deck.cards
    .filter(isOwn)
    .flatMap(({ id, own: { concept } }) => (concept ? [{ name: cardItemName(id), concept }] : []));
}
