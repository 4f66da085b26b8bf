import type { Grade } from '../cards/schedule.ts';

/**
 * Lets the reader grade a card in the middle of a page. The code of the deck is loaded only then. A message beside the
 * card says when it comes back, or why the grade could not be stored.
 */
export function gradeOnPage(card: HTMLElement): void {
  const id = card.dataset.card;
  const said = card.querySelector('[role=status]');
  if (id === undefined || !said) throw new Error('expected a card with data-card and a place for its news');
  const buttons = [...card.querySelectorAll<HTMLButtonElement>('button[data-grade]')];
  const grade = async (button: HTMLButtonElement) => {
    try {
      said.textContent = await gradeInDeck(id, button.dataset.grade as Grade);
      for (const one of buttons) one.disabled = true;
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  for (const button of buttons) button.addEventListener('click', () => void grade(button));
}

/** @returns when the card comes back, in words */
async function gradeInDeck(id: string, grade: Grade): Promise<string> {
  const now = new Date();
  const [{ gradeCard }, { cardOf }, { intervalText }] = await Promise.all([
    import('../cards/deck-store.ts'),
    import('../cards/deck.ts'),
    import('../cards/schedule.ts'),
  ]);
  const due = cardOf(await gradeCard(id, grade, now), id)?.schedule?.due;
  if (due === undefined) throw new Error(`card "${id}": expected a schedule after its grade, found none`);
  return `Noted: it comes back in ${intervalText(due, now)}, among your cards.`;
}
