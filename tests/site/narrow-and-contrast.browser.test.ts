import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { pagesToOpen } from './built-pages.ts';
import { useSite } from './open-page.ts';
import { questionCount } from './study/quiz/question-count.ts';

const { open } = useSite();

/** Every figure awake. */
async function wake(page: Page): Promise<void> {
  const wakeNext = () =>
    page.evaluate(() => {
      const asleep = [...document.querySelectorAll('astro-island[ssr]:not([client=touched]) > :first-child')].filter(
        (root) => root.checkVisibility(),
      );
      asleep[0]?.scrollIntoView();
      return asleep.length;
    });
  await expect.poll(wakeNext, { timeout: 20_000 }).toBe(0);
}

describe('a page 320 pixels wide', () => {
  it.each(pagesToOpen)('%s does not scroll sideways', async (path) => {
    const page = await open(path, { viewport: { width: 320, height: 640 } });
    await wake(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('lets the keyboard scroll the table of tokens, which is wider', async () => {
    const page = await open('/chapters/tokens', { viewport: { width: 320, height: 640 } });
    const box = page.getByRole('region', { name: 'Table of tokens' });
    await box.focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  });
});

describe('with the colours of the system', () => {
  /** Colour of an element, and of the paper behind everything. */
  const colours = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const paper = getComputedStyle(document.body).backgroundColor;
        return { ink: getComputedStyle(element).backgroundColor, paper };
      });

  it.each(['light', 'dark'] as const)(
    'bars and cells still show, and what is chosen is outlined: %s',
    async (colorScheme) => {
      const page = await open('/', { forcedColors: 'active', colorScheme });
      await wake(page);
      const bar = await colours(page, '.attention-row .bar i');
      expect(bar.ink).not.toBe(bar.paper);
      const strong = await colours(page, '.attention-row .strip button.deep');
      expect(strong.ink).not.toBe(strong.paper);
      const chosen = page.locator('.attention-row .strip [aria-pressed="true"]');
      expect(await chosen.evaluate((button) => getComputedStyle(button).outlineStyle)).toBe('solid');
      await page.goto(page.url().replace(/\/$/, '/chapters/residual'), { waitUntil: 'networkidle' });
      await wake(page);
      const meter = await colours(page, '.residual .meter i.weight');
      expect(meter.ink).not.toBe(meter.paper);
    },
  );
});

describe('on paper', () => {
  it('the quiz asks all questions with four options each, and has its key on a page of its own', async () => {
    const page = await open('/quiz');
    await page.emulateMedia({ media: 'print' });
    const questions = page.locator('.question');
    expect(await questions.count()).toBe(questionCount);
    for (const question of await questions.all()) {
      expect(await question.isVisible()).toBe(true);
      expect(await question.locator('.option label:visible').count()).toBe(4);
      expect(await question.locator('.why:visible, .explanation:visible, details:visible').count()).toBe(0);
    }
    expect(await page.locator('.quiz-flow').isVisible()).toBe(false);
    const key = (await page.locator('.key li').allInnerTexts()).map((text) => text.trim());
    expect(key).toHaveLength(questionCount);
    for (const [index, line] of key.entries()) {
      const letter = 'ABCD'[
        await questions
          .nth(index)
          .locator('.option')
          .evaluateAll((all) => all.findIndex((one) => one.classList.contains('right')))
      ];
      expect(line).toBe(`${index + 1} ${letter}`);
    }
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('the notes have their sentence, their bars, and nothing that only a screen can follow', async () => {
    const page = await open('/notes');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sentence-line .print-only').innerText()).toContain('The cat sat on the mat');
    expect(await page.locator('.sentence-line .line').isVisible()).toBe(false);
    expect(await page.getByText('choose others in the line above').isVisible()).toBe(false);
    const adjusted = await page
      .locator('figure td')
      .first()
      .evaluate((cell) => getComputedStyle(cell).printColorAdjust);
    expect(adjusted).toBe('exact');
  });

  it.each(['softmax', 'residual', 'lenses'])('the figure of %s is there without a guess', async (chapter) => {
    const page = await open(`/chapters/${chapter}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.chapter-figure:has(.predict) tbody tr').first().isVisible()).toBe(true);
    expect(await page.locator('.predict:visible').count()).toBe(0);
  });
});
