import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import presets from '../../../site/content/presets.json' with { type: 'json' };
import {
  askSentence,
  errorsOf,
  lineCounts,
  lineHas,
  lineTokens,
  openSheet,
  tokenPicked,
  useSite,
} from '../open-page.ts';
import { first, hashOf } from './line-page.ts';

const { open, url } = useSite({ patience: 20_000 });

const pages = ['/', '/chapters/softmax', '/playground', '/notes', '/practice'];

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

const line = (page: Page) => page.locator('.sentence-line .line');

describe.each(pages)('the line on %s', (path) => {
  it('is at most 56 pixels high on a phone, sticks to the top, and nothing sticks out', async () => {
    const page = await open(`${path}#text=${'A+rather+long+sentence+'.repeat(5)}goes+on.&token=18`, phone);
    await lineHas(page, 'goes');
    const box = page.locator('.sentence-line');
    expect((await box.boundingBox())!.height).toBeLessThanOrEqual(56);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.evaluate(() =>
      scrollTo(0, document.querySelector('.sentence-line')!.getBoundingClientRect().top + 1500),
    );
    await expect.poll(async () => (await box.boundingBox())!.y).toBe(0);
    const row = (await page.locator('.sentence-line .row').boundingBox())!;
    const chosen = page.locator('.sentence-line [aria-pressed=true]');
    await expect
      .poll(async () => {
        const { x, width } = (await chosen.boundingBox())!;
        return x >= row.x && x + width <= row.x + row.width;
      })
      .toBe(true);
  });

  it('is text without scripts, and on paper', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    expect(await lineTokens(page)).toEqual(first);
    expect((await line(page).innerText()).replace(/\s+/g, ' ')).toContain('layer 9, head 11');
    expect(await page.locator('.sentence-line :is(button, select):visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await line(page).isVisible()).toBe(false);
    expect(await page.locator('.sentence-line .print-only').innerText()).toContain(presets[0]!.text);
  });
});

describe('the tokens of the line', () => {
  it('are one stop of the Tab key, walked by arrow keys, and what is pressed is picked', async () => {
    const page = await open('/chapters/softmax');
    await lineCounts(page, 13);
    const row = page.getByRole('group', { name: 'Choose the token' });
    expect(await row.locator('[tabindex="0"]').count()).toBe(1);
    await row.locator('[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    for (let press = 0; press < 2; press++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await tokenPicked(page)).toBe('cat');
    await page.locator('.curve-and-vessel h2', { hasText: 'the scores of “cat”' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Layer, one less');
  });

  it('are the words as typed; twins and changed spellings have the name of their token', async () => {
    const page = await open('/#text=Caf%C3%A9s+snowboard.');
    await lineHas(page, 'snow');
    expect(await line(page).locator('button[data-token]').allInnerTexts()).toEqual(
      expect.arrayContaining(['Cafés', 'snow', 'board', '.']),
    );
    await line(page).getByRole('button', { name: '##board', exact: true }).click();
    expect(await tokenPicked(page)).toBe('##board');
  });

  it('with layer and head lead the figures', async () => {
    const page = await open('/chapters/softmax');
    await lineCounts(page, 13);
    await page.getByRole('button', { name: 'Layer, one more' }).click();
    await page.getByRole('button', { name: 'Head, one more' }).click();
    await page.locator('.curve-and-vessel h2', { hasText: 'Layer 10 · Head 12: the scores of “it”' }).waitFor();
    expect(await page.getByRole('button', { name: 'Head, one more' }).isDisabled()).toBe(true);
    await page.getByLabel('Layer', { exact: true }).last().selectOption('1');
    await page.locator('.curve-and-vessel h2', { hasText: 'Layer 1 · Head 12' }).waitFor();
    expect(hashOf(page)).toContain('&layer=1&head=12&token=8');
  });

  it('do not cover what a link leads to', async () => {
    const page = await open('/notes#note-8');
    const top = () => page.locator('#note-8').evaluate((note) => note.getBoundingClientRect().top);
    await expect.poll(top).toBeGreaterThanOrEqual(56);
  });
});

describe("the reader's sentence", () => {
  const place = '#text=Dogs+chase+the+cats.&layer=5&head=3&token=2';

  const linksOf = (page: Page) =>
    page
      .locator('.page-header a[href^="/"], .page-footer nav a[href^="/"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')!));

  it.each(pages)('is in every link of the header and the footer of %s', async (path) => {
    const page = await open(path + place);
    await lineHas(page, 'chase');
    const hrefs = await linksOf(page);
    expect(hrefs.length).toBeGreaterThan(9);
    for (const href of hrefs) expect(href.slice(href.indexOf('#'))).toBe(place);
  });

  it('arrives through every one of them, also in another tab', async () => {
    const page = await open(`/${place}`);
    await lineHas(page, 'chase');
    for (const href of await linksOf(page)) {
      // In another profile: nothing but the link brings the sentence there.
      const tab = await open(href, { baseURL: url('/') });
      if ((await tab.locator('.sentence-line').count()) > 0) await lineHas(tab, 'chase');
      const next = await tab.locator('.page-header a', { hasText: 'Playground' }).getAttribute('href');
      expect(next, href).toBe(`/playground${place}`);
      await tab.close();
    }
  });

  it.each(['/', '/chapters', '/chapters/softmax'])('goes along the list of chapters of %s', async (path) => {
    const page = await open(path + place);
    const hrefs = await page
      .locator('.chapters a, nav.turn a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    expect(hrefs.length).toBeGreaterThanOrEqual(12);
    for (const href of hrefs) expect(href).toContain(place);
  });

  it('is in the links while it is typed', async () => {
    const page = await open('/');
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('Half a');
    const link = page.locator('.page-header a', { hasText: 'Notes' });
    await expect.poll(() => link.getAttribute('href')).toContain('#text=Half+a&');
  });
});

it('no error is logged from one page to the next, and nothing moves for who wants that', async () => {
  const page = await open('/404', { ...phone, reducedMotion: 'reduce' });
  const errors = errorsOf(page);
  for (const path of pages) {
    await page.goto(url(path), { waitUntil: 'networkidle' });
    await askSentence(page, 'One two three four five six seven eight nine ten.');
    await lineCounts(page, 13);
    await line(page)
      .locator('[data-token=ten]')
      .evaluate((token) => (token as HTMLElement).click());
    // At once, without a scroll that is drawn out.
    const row = line(page).locator('.row');
    const [at, later] = [
      await row.evaluate(({ scrollLeft }) => scrollLeft),
      await row.evaluate(({ scrollLeft }) => scrollLeft),
    ];
    expect(at).toBe(later);
    expect(at).toBeGreaterThan(0);
  }
  expect(errors).toEqual([]);
});
