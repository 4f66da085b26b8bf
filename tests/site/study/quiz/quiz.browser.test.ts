import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';
import { questionCount } from './question-count.ts';

const { open } = useSite();

const heading = (page: Page) => page.locator('.quiz-flow h2').textContent();
const counter = (page: Page) => page.locator('.quiz-flow header p').textContent();

/** Which option is right, by the list of all questions that the page holds; 0-based as shown. */
async function rightPlace(page: Page): Promise<number> {
  const question = (await heading(page)) ?? '';
  const right = await page.locator('.question', { hasText: question }).locator('.right label').textContent();
  const shown = await page.locator('.quiz-flow ol button > span:nth-child(2)').allTextContents();
  return shown.findIndex((text) => text.trim() === right?.trim());
}

describe('the quiz', () => {
  it('is finished by the keyboard alone; what was missed leads to its figure and to two new questions', async () => {
    const page = await open('/quiz?seed=keyboard');
    await page.locator('.quiz-flow h2').waitFor();
    const missed: string[] = [];
    const asked = new Set<string>();
    for (let number = 0; number < questionCount; number++) {
      asked.add((await heading(page)) ?? '');
      const right = await rightPlace(page);
      const isMissed = number % 11 === 3;
      const place = isMissed ? (right + 1) % 4 : right;
      if (isMissed) missed.push((await heading(page)) ?? '');
      if (number === 0) {
        await page.keyboard.press('ArrowDown');
        for (let step = 0; step < place; step++) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      } else await page.keyboard.press(number % 2 ? '1234'[place]! : 'abcd'[place]!);
      expect(await page.locator('.verdict').textContent()).toBe(isMissed ? 'Not so.' : 'Right.');
      expect(await page.locator('.quiz-flow .why:visible').count()).toBe(3);
      await page.keyboard.press(number % 2 ? 'n' : 'Enter');
    }
    expect(asked.size).toBe(questionCount);
    expect(await heading(page)).toBe(`${questionCount - missed.length} of ${questionCount} right`);
    for (const question of missed) {
      const href = await page
        .locator('.quiz-flow section li', { hasText: question })
        .getByRole('link')
        .getAttribute('href');
      expect(href).toMatch(/^\/chapters\/[\w-]+#text=.+&layer=\d+&head=\d+&token=\d+$/);
    }
    await page
      .getByRole('button', { name: /new questions on/ })
      .first()
      .press('Enter');
    expect(await counter(page)).toContain('New questions · Question 1 of 2');
    expect(asked.has((await heading(page)) ?? '')).toBe(false);
  });

  it('has the order of its seed; answers are kept over a reload and another order', async () => {
    const page = await open('/quiz');
    await page.getByRole('button', { name: 'It is cut into tokens.' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    const second = await heading(page);
    await page.reload();
    await page.locator('.quiz-flow h2', { hasText: second ?? '' }).waitFor();
    await page.getByLabel('Seed of the order').fill('k3x9qa');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).search).toBe('?seed=k3x9qa');
    const first = await heading(page);
    const options = await page.locator('.quiz-flow ol button').allTextContents();
    await page.reload();
    await page.locator('.quiz-flow h2', { hasText: first ?? '' }).waitFor();
    expect(await page.locator('.quiz-flow ol button').allTextContents()).toEqual(options);
    expect(await page.locator('.bar .right').count()).toBe(1);
  });

  it('opens at the question of a link', async () => {
    const page = await open('/notes');
    await page.locator('a[href="/quiz#scores-pairwise"]').first().click();
    await page.locator('.quiz-flow h2', { hasText: 'What is computed for every pair of tokens?' }).waitFor();
  });

  it('opens there by the number that the question once had too, with scripts and without', async () => {
    const page = await open('/quiz#question-13');
    await page.locator('.quiz-flow h2', { hasText: 'What is computed for every pair of tokens?' }).waitFor();
    const plain = await open('/quiz#question-13', { javaScriptEnabled: false });
    expect(await plain.locator(':target').textContent()).toContain('What is computed for every pair of tokens?');
  });

  it.each(['?more=attention', '?more=,,', '?more=constructor', '?seed=&more=Scores', '#question-99', '#x=1'])(
    'takes an address that nothing fits as none: %s',
    async (address) => {
      const page = await open(`/quiz${address}`);
      await page.getByText(`Question 1 of ${questionCount}`).waitFor();
      expect(await page.getByText('New questions').count()).toBe(0);
    },
  );

  it('keeps what fits of an address', async () => {
    const page = await open('/quiz?more=attention,scores');
    await page.getByText('New questions · Question 1 of 2').waitFor();
  });

  it('leads from the result to the questions on concepts that it leaves out', async () => {
    const page = await open('/quiz');
    for (let number = 0; number < questionCount; number++) await page.keyboard.press('n');
    for (const concept of ['residual path', 'feed-forward'])
      await page.getByRole('button', { name: `Two new questions on ${concept}` }).waitFor();
    await page.getByRole('button', { name: 'Two new questions on feed-forward' }).click();
    await page.getByText('New questions · Question 1 of 2').waitFor();
  });

  it('on a phone hides no answer under its buttons, and gives the verdict where the tap was', async () => {
    const page = await open('/quiz', { viewport: { width: 360, height: 640 } });
    const last = page.locator('.quiz-flow ol button').last();
    await last.scrollIntoViewIfNeeded();
    await last.click({ trial: true });
    const option = page.locator('.quiz-flow ol li').nth(1);
    await option.getByRole('button').click();
    const [tap, verdict] = [await option.boundingBox(), await option.locator('.verdict').boundingBox()];
    expect(verdict!.y).toBeGreaterThan(tap!.y);
    expect(verdict!.y + verdict!.height).toBeLessThanOrEqual(tap!.y + tap!.height);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('verdict');
  });

  it('leaves single keys alone once the reader says so', async () => {
    const page = await open('/quiz');
    await page.getByText('Keyboard', { exact: true }).click();
    await page.getByLabel('Single keys act').uncheck();
    const first = await heading(page);
    await page.keyboard.press('n');
    expect(await heading(page)).toBe(first);
  });

  it('gives axe-core nothing to find in either theme, and fits a phone', async () => {
    const page = await open('/quiz', { viewport: { width: 360, height: 740 } });
    const errors = errorsOf(page);
    await page.getByRole('button', { name: 'Every letter is replaced by a number.' }).click();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next' }).click();
    for (let number = 1; number < questionCount; number++) await page.keyboard.press('n');
    expect(await heading(page)).toBe(`0 of ${questionCount} right`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(errors).toEqual([]);
  });
});
