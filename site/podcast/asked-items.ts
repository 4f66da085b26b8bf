import type { QuizItem } from '../study/quiz/quiz-item.ts';
import { followUpItem, questionItem } from '../study/quiz/quiz-item.ts';
import { type ConceptEntry, followUpsInOrder, questionsInOrder } from '../study/study.ts';
import type { SpokenEpisode } from './episode.ts';

/** What the page needs of a question that the episode asks. */
export type AskedItem = Pick<QuizItem, 'id' | 'question' | 'options' | 'card'>;

/** The questions of the answer key that an episode asks. @throws Error where the key has no question of that id */
export function askedItems({ questions }: SpokenEpisode, concepts: readonly ConceptEntry[]): AskedItem[] {
  const key = [...questionsInOrder(concepts).map(questionItem), ...followUpsInOrder(concepts).map(followUpItem)];
  return questions.map(({ id: asked }) => {
    const item = key.find(({ id }) => id === asked);
    if (!item) throw new Error(`podcast: expected a question of content/concepts, found ${asked}`);
    const { id, question, options, card } = item;
    return { id, question, options, ...(card && { card }) };
  });
}
