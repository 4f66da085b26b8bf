import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';
import { exported, own, ownDeck, state } from './on-the-page.ts';

const { open, url } = useSite();

const question = (page: Page) => page.locator('.cards h2').textContent();
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** Stores something as the deck, as an earlier version or a fault might have. */
const store = (page: Page, deck: unknown) =>
  page.evaluate(
    (value) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('study');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('documents', 'readwrite');
          transaction.objectStore('documents').put(value, 'deck');
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onerror = () => reject(transaction.error);
        };
      }),
    deck,
  );

describe('reviewing', () => {
  it('keeps the schedule over a reload, tells every page what is due, and can be undone; all by keyboard', async () => {
    const page = await open('/cards');
    const first = await question(page);
    await page.keyboard.press('Space');
    expect(await page.locator('.grades button').allInnerTexts()).toEqual([
      expect.stringMatching(/^Again\s.*1 min$/s),
      expect.stringMatching(/^Hard\s.*6 min$/s),
      expect.stringMatching(/^Good\s.*10 min$/s),
      expect.stringMatching(/^Easy\s.*8 days$/s),
    ]);
    expect(await page.locator('.answer').textContent()).toContain('30,522');
    await page.keyboard.press('1');
    await page.locator('.cards h2', { hasNotText: first ?? '' }).waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await page.getByText('8 new today').waitFor();
    await page.clock.setFixedTime(minutes(3));
    await page.reload();
    await page.getByText('1 due · 8 new today').waitFor();
    expect(await question(page)).toBe(first);
    expect(await page.locator('#pages .due').textContent()).toBe('1 due');
    await page.keyboard.press('u');
    await page.getByText('1 due · 9 new today').waitFor();
    await page.keyboard.press('u');
    await page.getByText('0 due · 10 new today').waitFor();
    await page.locator('#pages .due').waitFor({ state: 'hidden' });
  });

  it('leads from a card to its figure, in the state that answers it, and from a chapter to its cards', async () => {
    const page = await open('/cards');
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await page.getByRole('link', { name: 'See it in the figure' }).click();
    await page.locator('.chapter-figure', { hasText: '##boarding' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/chapters/tokens');
    await page.goto(url('/chapters/scores'));
    await page.getByRole('link', { name: '7 cards' }).click();
    await page.getByText('Cards on scores only.').waitFor();
    expect(await state(page)).toMatch(/0 due · 7 new today ·\s+7 cards/);
  });

  it('goes on without a connection after the first visit', async () => {
    const page = await open('/cards');
    await page.getByText('opens without a connection').waitFor();
    const first = await question(page);
    await page.context().setOffline(true);
    await page.reload();
    await page.locator('.cards h2', { hasText: first ?? '' }).waitFor();
    expect(await page.evaluate(() => document.fonts.check('600 20px "Source Serif 4"'))).toBe(true);
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await page.getByText('9 new today').waitFor();
    // The page shows a grade before it is stored; when it is, the note of what comes due has a moment.
    await page.waitForFunction(() => /\d/.test(localStorage.getItem('cards-due') ?? ''));
    await page.reload();
    await page.getByText('9 new today').waitFor();
  });
});

describe('the days to come', () => {
  it('are drawn once a card was graded; how much to recall moves them, has its price, and goes into the file', async () => {
    const page = await open('/cards');
    await page.getByText('its return is drawn here').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await page.locator('.days li', { hasText: 'about 1' }).waitFor();
    const heights = () => page.locator('.days i').evaluateAll((bars) => bars.map((bar) => bar.style.height));
    const before = await heights();
    expect(before.indexOf('100%')).toBe(8);
    const slider = page.getByLabel(/know it 90\u00a0% of the time/);
    await slider.press('End');
    await page.getByLabel(/know it 95\u00a0% of the time/).waitFor();
    expect((await heights()).indexOf('100%')).toBeLessThan(8);
    await expect.poll(async () => JSON.parse(await exported(page, 'Export (JSON)')).retention).toBe(0.95);
  });
});

describe('the drawings', () => {
  it('stand in the answer, and a card covers a part of one until it is answered; both on a phone', async () => {
    const page = await open('/cards?concept=scores', { viewport: { width: 360, height: 740 } });
    const errors = errorsOf(page);
    await page.locator('.cards h2').waitFor();
    expect(await page.locator('.cards .drawing').count()).toBe(0);
    await page.keyboard.press('Space');
    await page.locator('.cards .drawing svg').waitFor();
    expect(await page.locator('.cards .drawing svg').getAttribute('aria-label')).toContain(
      'divided by 8 that is the score',
    );
    expect(await axeFindings(page)).toEqual([]);
    for (let seen = 0; seen < 8 && !(await question(page))?.includes('covered'); seen++) {
      await page.keyboard.press('4');
      await page.waitForTimeout(100);
      if (!(await question(page))?.includes('covered')) await page.keyboard.press('Space');
    }
    const cover = page.locator('.cards .drawing [data-part="division"]');
    await cover.locator('text.cover').waitFor();
    expect(await cover.locator('text', { hasText: '/ 8' }).isVisible()).toBe(false);
    expect(await page.locator('.cards .drawing svg').getAttribute('aria-label')).not.toContain('8');
    await page.keyboard.press('Space');
    await expect.poll(() => cover.locator('text', { hasText: '/ 8' }).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(errors).toEqual([]);
  });

  it('stand on no card whose answer none shows', async () => {
    const page = await open('/cards?concept=residual');
    await page.locator('.cards h2').waitFor();
    const isDrawn = new Map<string, boolean>();
    for (let seen = 0; seen < 4; seen++) {
      const asked = (await question(page))!;
      await page.keyboard.press('Space');
      await page.locator('.cards .answer').waitFor();
      isDrawn.set(asked, (await page.locator('.cards .drawing').count()) > 0);
      await page.keyboard.press('4');
      await page.waitForTimeout(100);
    }
    expect(isDrawn.get('A token finds no match. How much of its weight does it spend?')).toBe(false);
    expect(isDrawn.get('What keeps a token itself through a layer?')).toBe(true);
  });

  it('stand without scripts under the first answer that each of them shows', async () => {
    const page = await open('/cards', { javaScriptEnabled: false });
    expect(await page.locator('.list dd svg[role=img]').count()).toBe(15);
    expect(await page.locator('.list dd svg[role=img]').first().isVisible()).toBe(true);
    const share = page.locator('.list dd', { hasText: 'About 19 %' }).locator('+ dd svg');
    expect(await share.locator('text', { hasText: '%' }).allTextContents()).toEqual(['96\u00a0%', '19\u00a0%']);
  });
});

it('counts what comes back within minutes, such as the new card of a missed question that is not known', async () => {
  const page = await open('/quiz#tokens-cutting');
  await page.locator('.quiz-flow h2', { hasText: 'How does BERT cut a text into tokens?' }).waitFor();
  await page.keyboard.press('1');
  await page.locator('#pages .due', { hasText: '1 due' }).waitFor();
  await page.goto(url('/cards'));
  await page.getByText('1 due · 10 new today ·').waitFor();
  expect(await question(page)).toBe('Which piece does WordPiece cut off each time?');
  await page.keyboard.press('Space');
  await page.keyboard.press('1');
  await page.getByText('0 due · 9 new today · 1 again in minutes ·').waitFor();
});

describe('a card that tells two things apart', () => {
  it('comes to a reader who has taken one for the other, and to no other reader', async () => {
    const page = await open('/cards');
    await page.locator('.cards h2').waitFor();
    const before = Number(/(\d+) cards/.exec((await state(page))!)![1]);
    await page.goto(url('/quiz#scores-pairwise'));
    await page.locator('.quiz-flow h2', { hasText: 'What is computed for every pair of tokens?' }).waitFor();
    await page.keyboard.press('1');
    await page.getByText('Not so.').waitFor();
    await page.goto(url('/cards?concept=embeddings'));
    await page.locator('.cards .label', { hasText: 'Embeddings: one or the other' }).waitFor();
    expect(await question(page)).toContain('which of the two is the same in every sentence?');
    await page.goto(url('/cards'));
    await page.locator('.cards h2').waitFor();
    expect(await state(page)).toContain(`${before + 1} cards`);
  });
});

describe('stored data', () => {
  it('that cannot be read is set aside with a message, and the rest is used', async () => {
    const page = await open('/cards');
    const errors = errorsOf(page);
    await store(page, { ...ownDeck, cards: [...ownDeck.cards, { id: 'own-2', own: { front: 7 } }] });
    await page.reload();
    await page.getByRole('alert').getByText('1 entry of your stored cards could not be read.').waitFor();
    await page.locator('.cards h2', { hasText: own.front }).waitFor();
    const saved = JSON.parse(await exported(page, 'Save them as a file'));
    expect(saved[0].value).toEqual({ id: 'own-2', own: { front: 7 } });
    await page.reload();
    await page.getByRole('button', { name: 'Delete them' }).click();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await store(page, { version: 99, cards: [], reviews: [] });
    await page.reload();
    await page.getByText('found version 99, stored by a later version').waitFor();
    expect(errors).toEqual([]);
  });
});

it('gives axe-core nothing to find in either theme, and fits a phone', async () => {
  const page = await open('/cards', { viewport: { width: 360, height: 740 } });
  expect(await axeFindings(page)).toEqual([]);
  const show = page.getByRole('button', { name: 'Show the answer' });
  const { y, height } = (await show.boundingBox())!;
  expect(height).toBeGreaterThan(740 / 3);
  expect(y + height).toBeLessThanOrEqual(740);
  await show.click();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Menu' }).click();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
