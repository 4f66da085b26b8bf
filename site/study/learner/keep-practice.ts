import type { Practice } from '../progress/progress.ts';

/**
 * Stores what became of a practice question; a missed one puts its card on today. A browser that cannot store anything
 * records nothing, and practice still works. The code that stores is loaded only here.
 * @param card id of the question's card; undefined where it has none
 */
export function keepPractice(practice: Omit<Practice, 'at'>, card: string | undefined): void {
  const keep = async () => {
    const { savePractice } = await import('../progress/progress-store.ts');
    await savePractice(practice);
    if (practice.right || card === undefined) return;
    const { callStoredCard } = await import('../cards/deck-store.ts');
    await callStoredCard(card);
  };
  keep().catch(() => {});
}
