import type { Answer } from '../progress/progress.ts';

/**
 * Stores the answer to a question of the key, as the quiz does; a wrong one puts its card on today. The code that stores
 * is loaded only here.
 * @param card id of the question's card; undefined where it has none
 * @throws StoreTrouble saying to the reader why this browser stores nothing
 */
export async function keepAnswer(answer: Omit<Answer, 'at'>, card: string | undefined): Promise<void> {
  const { saveAnswer } = await import('../progress/progress-store.ts');
  await saveAnswer(answer);
  if (answer.right || card === undefined) return;
  const { callStoredCard } = await import('../cards/deck-store.ts');
  await callStoredCard(card);
}
