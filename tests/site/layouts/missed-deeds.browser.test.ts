import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useSite } from '../open-page.ts';
import { withHeldScripts } from '../ui/held-scripts.ts';

const { url, open } = useSite({ viewport: { width: 390, height: 800 }, patience: 30_000 });

/** Does something on a page that sleeps, and lets it wake. */
async function awakeAfter(path: string, deed: (page: Page) => Promise<void>): Promise<Page> {
  const page = await open('/robots.txt');
  const wake = await withHeldScripts(page, url(path));
  await deed(page);
  await wake();
  return page;
}

describe('what was done before the scripts came is done once they are there', () => {
  it('a press on an answer of the quiz', async () => {
    const page = await awakeAfter('/quiz', (one) =>
      one.getByRole('button', { name: 'It is cut into tokens.' }).click(),
    );
    await page.getByText('Right answer').waitFor();
  });

  it('a press on a word of the sentence', async () => {
    const page = await awakeAfter('/chapters/scores', (one) => one.locator('.sentence-line [data-token=cat]').click());
    await page.locator('.sentence-line [data-token=cat][aria-pressed=true]').waitFor();
  });

  it.each([
    ['/heads', 'input[type=search], input[type=text]', 'object'],
    ['/playground', '#other-text', 'My own text here'],
    ['/chapters/tokens', '.chapter-figure input[type=text]', 'antidisestablishment'],
  ])('on %s what was typed into %s', async (path, field, text) => {
    const page = await awakeAfter(path, async (one) => {
      await one.locator(field).first().click();
      await one.keyboard.press('ControlOrMeta+a');
      await one.keyboard.type(text);
    });
    await page.waitForFunction(() => document.querySelectorAll('astro-island[ssr]').length === 0);
    await expect.poll(() => page.locator(field).first().inputValue()).toBe(text);
  });

  it('a layer that was chosen', async () => {
    const layer = '.sentence-line select';
    const page = await awakeAfter('/chapters/scores', async (one) => {
      await one.locator(layer).first().selectOption({ index: 3 });
    });
    await expect
      .poll(() =>
        page
          .locator(layer)
          .first()
          .evaluate((one: HTMLSelectElement) => one.selectedIndex),
      )
      .toBe(3);
    await page.getByText('Layer 4 · Head').first().waitFor();
  });

  it('two sentences that were sent', async () => {
    const page = await awakeAfter('/chapters/layers', async (one) => {
      const form = one.locator('#two-sentences-figure form');
      await form.locator('input').first().fill('She sat on the bank of a lake.');
      await form.getByRole('button', { name: 'Compare' }).click();
    });
    await expect
      .poll(() => page.locator('#two-sentences-figure a', { hasText: 'Link' }).getAttribute('href'))
      .toContain('lake');
  });
});
