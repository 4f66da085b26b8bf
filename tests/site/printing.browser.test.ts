import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lineHas, useSite } from './open-page.ts';

const { open } = useSite();
const own = '#text=The+nurse+gave+the+patient+her+medicine+because+she+was+in+pain.';

/** Holds back the browser's dialog, and notes when it would open. */
const withoutDialog = (page: Page) =>
  page.evaluate(() => {
    window.print = () => document.documentElement.toggleAttribute('data-printed', true);
  });
const asleep = (page: Page) => page.locator('astro-island[ssr][client=shown]').count();
const inPrint = (page: Page, selector: string) => page.locator(selector).filter({ visible: true }).count();

describe('a page on paper', () => {
  it.each([
    ['/', '#attention-head-figure'],
    ['/chapters/residual', '#residual-figure'],
    ['/notes', '#note-11-figure'],
  ])('%s shows the reader’s sentence also where it was not scrolled to', { timeout: 60_000 }, async (path, last) => {
    const page = await open(`${path}${own}`);
    await lineHas(page, 'nurse');
    await withoutDialog(page);
    expect(await asleep(page)).toBeGreaterThan(0);
    await page.keyboard.press('Control+p');
    await page.locator(':root[data-printed]').waitFor({ timeout: 20_000 });
    expect(await asleep(page)).toBe(0);
    expect(await page.locator('main figure[data-before]').count()).toBe(0);
    expect(await page.locator(last).textContent()).not.toMatch(/\bcat\b/);
  });

  it('says of a picture that had not read the sentence which one it shows', async () => {
    const page = await open(`/chapters/residual${own}`);
    await lineHas(page, 'nurse');
    await page.emulateMedia({ media: 'print' });
    for (const figure of ['residual', 'take-it-away']) {
      const said = await page.locator(`#${figure}-figure`).evaluate((one) => getComputedStyle(one, '::before').content);
      expect(said).toContain('It shows “');
      expect(said).toContain('The cat sat on the mat because it was tired.');
    }
  });

  it('wakes its pictures when the browser’s own menu prints it', async () => {
    const page = await open(`/chapters/residual${own}`);
    await lineHas(page, 'nurse');
    expect(await asleep(page)).toBeGreaterThan(0);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect.poll(() => asleep(page)).toBe(0);
  });

  it.each(['/', '/chapters/residual', '/chapters/softmax', '/chapters/lenses', '/playground', '/notes'])(
    'holds nothing on %s that can only be pressed, and nothing wider than the page',
    async (path) => {
      const page = await open(`${path}${own}`);
      await lineHas(page, 'nurse');
      await page.setViewportSize({ width: 718, height: 1047 });
      await page.emulateMedia({ media: 'print' });
      for (const selector of [
        'main input',
        'main label',
        'main legend',
        'main .offers',
        '.page-footer nav',
        'ol.chapters',
      ])
        if (path !== '/' || selector !== 'ol.chapters') expect(await inPrint(page, selector), selector).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(718);
      const left = await page
        .locator('.sentence-line .print-only')
        .evaluate((line) => line.getBoundingClientRect().left);
      expect(left).toBeGreaterThanOrEqual(16);
    },
  );
});
