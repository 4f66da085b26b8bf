import { globSync } from 'node:fs';
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

const chapterPaths = globSync('chapters/*.html', { cwd: 'dist' }).map((file) => `/${file.replace(/\.html$/, '')}`);

/** Runs in the page: marks what is drawn in its figures, and is no icon of a control. */
function markPictures(): void {
  for (const one of document.querySelectorAll('main figure :is(svg, canvas)')) {
    const { width, height } = one.getBoundingClientRect();
    if (width < 40 || height < 20 || !one.checkVisibility() || one.closest('[data-no-export]:not(.ghost)')) continue;
    one.setAttribute('data-picture', '');
  }
}

describe('a page on paper', () => {
  it.each([
    ['/', '#attention-head-figure'],
    ['/chapters/residual', '#residual-figure'],
    ['/notes', '#note-11-figure'],
  ])('%s shows the reader’s sentence also where it was not scrolled to', async (path, last) => {
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

  it.each(['/', '/map', ...chapterPaths])('%s has every picture that it has on the screen', async (path) => {
    const page = await open(path, { viewport: { width: 718, height: 4000 } });
    await page.evaluate(markPictures);
    await page.emulateMedia({ media: 'print' });
    const lost = await page
      .locator('[data-picture]')
      .evaluateAll((all) => all.flatMap((one) => (one.checkVisibility() ? [] : [one.outerHTML.slice(0, 200)])));
    expect(lost).toEqual([]);
  });

  it.each(['/', '/chapters/residual', '/chapters/softmax', '/chapters/lenses', '/playground', '/notes'])(
    'holds nothing on %s that can only be pressed, and nothing wider than the page',
    async (path) => {
      const page = await open(`${path}${own}`);
      await lineHas(page, 'nurse');
      await page.setViewportSize({ width: 718, height: 1047 });
      // The notes have no sentence on paper but with their figures.
      await page.evaluate(() => document.documentElement.setAttribute('data-print', 'figures'));
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

/** The text of a page as the button that says `says` prints it, or the browser's menu, and on how many sheets. */
async function printed(
  path: string,
  says?: string,
  format = 'A4',
): Promise<{ readonly text: string; readonly pages: number }> {
  const page = await open(path);
  await withoutDialog(page);
  if (says) {
    await page.getByRole('button', { name: says }).click();
    await page.locator(':root[data-printed]').waitFor();
  }
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('main').innerText();
  const file = (await page.pdf({ format, preferCSSPageSize: true })).toString('latin1');
  return { text, pages: file.match(/\/Type\s*\/Page\b(?!s)/g)!.length };
}

describe('what a class is handed', () => {
  it.each([
    ['the button', 'Print as a sheet of two pages', 'A4'],
    ['the browser’s menu', undefined, 'A4'],
    ['the browser’s menu', undefined, 'Letter'],
  ])('is the notes on one piece of paper, by %s: two pages with all twelve', async (_, says, format) => {
    const { text, pages } = await printed('/notes', says, format);
    expect(pages).toBe(2);
    for (const said of ['An embedding carries meaning', 'whatever projections help', 'What a weight does not say'])
      expect(text).toContain(said);
  });

  it('is the notes with their figures where these are asked for, which are then of the reader’s sentence', async () => {
    const page = await open(`/notes${own}`);
    await lineHas(page, 'nurse');
    await withoutDialog(page);
    await page.getByRole('button', { name: 'Print with the figures' }).click();
    await page.locator(':root[data-printed]').waitFor({ timeout: 20_000 });
    await page.emulateMedia({ media: 'print' });
    expect(await inPrint(page, '.note-figure')).toBe(12);
    expect(await page.locator('main figure[data-before]').count()).toBe(0);
  });

  it('is the quiz without a word of what is right, or with the key behind it', async () => {
    const questions = await printed('/quiz', 'Print the questions');
    expect(questions.text).toContain('How often can attention be repeated with other projections?');
    expect(questions.text).not.toMatch(/\bKey\b|Right|Show the answer|The words are split/);
    expect(questions.text).toMatch(/Name\s+Date/);
    expect(await printed('/quiz')).toEqual(questions);
    const { text, pages } = await printed('/quiz', 'Print with the key');
    expect(text.startsWith(questions.text.trimEnd())).toBe(true);
    expect(text.slice(questions.text.trimEnd().length).replace(/\s+/g, ' ')).toMatch(/^ Key 1 B .*22 D ?$/);
    expect(pages).toBe(questions.pages + 1);
  });

  it('does not show on paper which answers the reader has opened or picked', async () => {
    const page = await open('/quiz', { javaScriptEnabled: false });
    const first = page.locator('.question').first();
    const marks = () =>
      first.locator('.option').evaluateAll((all) => all.map((one) => getComputedStyle(one).boxShadow !== 'none'));
    await first.locator('input').first().check();
    await first.locator('details summary').click();
    expect(await marks()).toEqual([true, true, false, false]);
    await page.emulateMedia({ media: 'print' });
    expect(await marks()).toEqual([false, false, false, false]);
  });

  it.each([
    ['/map', '#map-figure .names button', 13],
    ['/map', '#map-figure .drawing button', 12],
    ['/chapters/positions', '#word-order-figure [data-card]', 6],
    ['/chapters/layers', '#layers-figure .strip button', 13],
  ])('%s has the words and numbers that can be pressed: %s', async (path, selector, count) => {
    const page = await open(path);
    await page.emulateMedia({ media: 'print' });
    expect(await inPrint(page, selector)).toBe(count);
  });

  it('is as before once it is printed', async () => {
    const page = await open('/quiz');
    await withoutDialog(page);
    await page.getByRole('button', { name: 'Print the questions' }).click();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator(':root[data-print]').count()).toBe(0);
  });
});
