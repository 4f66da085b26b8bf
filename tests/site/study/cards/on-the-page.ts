import type { Page } from 'playwright-core';
import { emptyDeck } from '../../../../site/study/cards/deck.ts';
import { addOwnCard } from '../../../../site/study/cards/own-cards.ts';
import { downloaded } from '../../downloaded.ts';

export const own = { front: 'Whose <b>@heads</b> look back?', back: 'a *few*', source: 'practice' } as const;
export const ownDeck = addOwnCard(emptyDeck, 'own-1', own);

/** What the page says of the deck. */
export const state = (page: Page) => page.locator('.cards .state p').textContent();

/** The text of the file that the button gives. */
export async function exported(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return String(await downloaded(download));
}

export const importFile = (page: Page, name: string, text: string) =>
  page.getByLabel('Import a file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
