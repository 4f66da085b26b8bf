import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { downloaded } from '../../downloaded.ts';
import { awake, axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite();

const begin = (page: Page) => page.getByRole('button', { name: 'Begin' }).click();
const heading = (page: Page) => page.locator('.session h2').first().textContent();
const counter = (page: Page) => page.locator('.session header').textContent();

/** Does one step of the session, whatever it is: knows the card, takes the first option, has read the text. */
async function doStep(page: Page): Promise<void> {
  const before = await counter(page);
  const session = page.locator('.session');
  const has = async (name: string) => (await session.getByRole('button', { name, exact: true }).count()) > 0;
  if (await has('Show the answer')) {
    await page.keyboard.press('Space');
    await page.keyboard.press('3');
  } else if (await has('I know it already')) await session.getByRole('button', { name: 'I know it already' }).click();
  else {
    // A number may be estimated; this reader chooses.
    const choose = session.getByRole('button', { name: 'Choose from four' });
    await session.locator('ol button').or(choose).first().waitFor();
    if ((await choose.count()) > 0) await choose.click();
    await session.locator('ol button').first().click();
    await session.getByRole('button', { name: 'Next', exact: true }).click();
  }
  await expect
    .poll(async () => ((await page.locator('.session .end').count()) ? 'end' : counter(page)))
    .not.toBe(before);
}

describe('a session', () => {
  it('leads a reader who has done nothing from a chapter to what moved; it waits while the chapter is read', async () => {
    const page = await open('/study', { viewport: { width: 360, height: 740 } });
    const errors = errorsOf(page);
    await page.getByText('Chapter: Attention off').waitFor();
    expect(await page.getByText('What you missed').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await begin(page);
    await page.getByRole('link', { name: 'Read the chapter' }).click();
    await page.waitForURL(/\/chapters\/attention-off/);
    await page.goBack();
    await page.getByRole('button', { name: 'I have read it' }).waitFor();
    await page.getByRole('link', { name: 'Read on' }).click();
    await page.waitForURL(/\/chapters\/attention-off/);
    await awake(page);
    await page.locator('nav.turn').scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    await page.getByRole('link', { name: 'Back to your session' }).click();
    await page.getByText('Can you say these three').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await heading(page)).toBe('How do you test whether a head matters for the answer?');
    expect(await page.locator('.session .label').textContent()).toBe('Attention off');
    for (let steps = 0; steps < 40 && (await page.locator('.session .end').count()) === 0; steps++) await doStep(page);
    await page.getByText('What moved').waitFor();
    expect(await page.locator('.end tbody tr').count()).toBeGreaterThan(1);
    expect(await page.locator('.end').textContent()).toMatch(/Scores.*→.*of \d+/s);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('button', { name: 'Another session' }).click();
    await page.getByText('What you know').waitFor();
    expect(await page.locator('.plan').textContent()).not.toContain('Attention off');
    expect(errors).toEqual([]);
  });

  it('brings a miss back: its card is due, its question comes first on the shelf and in the session, and once more at the end', async () => {
    const page = await open('/quiz#tokens-cutting');
    await page.locator('.quiz-flow h2', { hasText: 'How does BERT cut a text into tokens?' }).waitFor();
    await page.keyboard.press('1');
    expect(await page.locator('.verdict').textContent()).toBe('Not so.');
    await page.locator('#pages .due', { hasText: '1 due' }).waitFor();
    await page.goto(url('/quiz#scores-pairwise'));
    await page.locator('.quiz-flow h2', { hasText: 'What is computed for every pair of tokens?' }).waitFor();
    await page.keyboard.press('s');
    expect(await page.getByRole('button', { name: 'Sure', exact: true }).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('1');
    await page.getByText('Not so, and you were sure.').waitFor();
    await page.locator('#pages .due', { hasText: '2 due' }).waitFor();

    await page.goto(url('/study'));
    await page.locator('li', { hasText: '2 cards' }).getByText('on what you missed').waitFor();
    await page.getByText('2 questions again').waitFor();
    await page.locator('#missed summary').click();
    expect(await page.locator('#missed h3').allTextContents()).toEqual([
      'What is computed for every pair of tokens?',
      'How does BERT cut a text into tokens?',
    ]);
    expect(await page.locator('#missed .sure').count()).toBe(1);
    await begin(page);
    expect(await heading(page)).toBe('Which piece does WordPiece cut off each time?');
    await doStep(page);
    const steps = Number(/of (\d+)/.exec((await counter(page)) ?? '')![1]);
    expect(await heading(page)).toBe('What is computed for every pair of tokens?');
    const wrong = page.locator('.session ol button', { hasText: 'The number of tokens between them.' });
    await wrong.click();
    await page.getByText('Not so.').waitFor();
    expect(await counter(page)).toContain(`of ${steps + 1}`);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    // The card that would have given the answer away comes after its question.
    await expect.poll(() => heading(page)).toBe('What is the score of a token for another?');
  });

  it('begins from what version 1.6 stored, and the exported file has all of it', async () => {
    const stored = JSON.parse(
      readFileSync(new URL('../stored/exported-by-1.6.json', import.meta.url), 'utf8'),
    ) as Record<string, unknown>;
    const page = await open('/404');
    await page.evaluate(async (documents) => {
      const opening = indexedDB.open('study', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('documents');
        opening.result.createObjectStore('setAside', { autoIncrement: true });
      };
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const writing = opening.result.transaction('documents', 'readwrite');
      for (const [key, value] of Object.entries(documents)) writing.objectStore('documents').put(value, key);
      await new Promise((resolve) => writing.addEventListener('complete', resolve));
      opening.result.close();
    }, stored);
    await page.goto(url('/study'));
    await page.getByText('4 cards due').waitFor();
    expect(await page.locator('#missed summary').textContent()).toContain('1');
    await page.goto(url('/progress'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export everything' }).click(),
    ]);
    const file = JSON.parse(String(await downloaded(download)));
    expect([file.deck.cards.length, file.deck.reviews.length, file.progress.answers.length]).toEqual([4, 7, 5]);
    expect([file.deck.version, file.progress.version]).toEqual([2, 3]);
  });

  it('without scripts says how to go by hand, with links', async () => {
    const page = await open('/study', { javaScriptEnabled: false });
    expect(await page.locator('.session').isVisible()).toBe(false);
    const links = page.locator('.by-hand a:visible');
    expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      '/chapters',
      '/chapters/attention-off',
      '/notes',
      '/quiz',
      '/cards',
    ]);
  });
});
