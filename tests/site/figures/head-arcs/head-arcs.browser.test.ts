import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const patience = { timeout: 15_000, interval: 20 };
const path = '/chapters/heads';
const figure = (page: Page) => page.locator('#head-arcs-figure');
const pictures = (page: Page) => figure(page).locator('.heads > li');
const head = (page: Page, number: number) => figure(page).getByRole('button', { name: new RegExp(`^Head ${number},`) });
/** What moves in the figure now. */
const moving = (page: Page, parts: string) =>
  figure(page)
    .locator(parts)
    .evaluateAll((all) => all.filter((one) => one.getAnimations().length > 0).length);

async function awake(page: Page) {
  await page.waitForFunction(() => !document.querySelector('#head-arcs-figure')?.closest('astro-island[ssr]'));
}

describe('the twelve heads', () => {
  it.each([
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ])('are all on the first screen of $width × $height, and nothing sticks out', async (viewport) => {
    const page = await open(path, { viewport });
    expect(await pictures(page).count()).toBe(12);
    for (const picture of await pictures(page).all()) {
      const { y, height } = (await picture.boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(viewport.height);
      expect(await picture.locator('svg path').count()).toBeGreaterThan(3);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  it('are pulled out one at a time, by a key too: the picture grows, its words and weights stand under it, the focus stays', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    await awake(page);
    const small = (await pictures(page).nth(2).boundingBox())!;
    await head(page, 11).focus();
    for (let press = 0; press < 8; press++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await figure(page).locator('.heads > li.out b', { hasText: /^3$/ }).waitFor();
    await figure(page).locator('[data-tensor="attentions.8[2][8][12]"]').first().waitFor();
    expect((await pictures(page).nth(2).boundingBox())!.width).toBeGreaterThan(2 * small.width);
    expect(await figure(page).locator('.heads > li.out .word').allTextContents()).toContain('because');
    expect(await figure(page).locator('.heads > li.out').count()).toBe(1);
    expect(await head(page, 3).evaluate((one) => one === document.activeElement)).toBe(true);
    expect(new URL(page.url()).hash).toContain('head=3');
    expect(errors).toEqual([]);
  });

  it('are all there: of the first sentence none is asked for when it is pulled out', async () => {
    const page = await open(path);
    await awake(page);
    await head(page, 1).click();
    await figure(page).locator('.heads > li.out b', { hasText: /^1$/ }).waitFor();
    expect(await page.locator('#head-arcs-figure[data-before]').count()).toBe(0);
  });

  it('follow the token of the sentence’s line', async () => {
    const page = await open(path);
    await awake(page);
    await page.locator('.sentence-line [data-token="tired"]').click();
    await figure(page).locator('.word.chosen', { hasText: 'tired' }).waitFor();
    await figure(page).locator('data[data-tensor^="attentions.8[10][10]["]').first().waitFor();
  });

  it('of a long sentence have the words that the picture speaks of, none beyond its edge', async () => {
    const text = 'The cat saw a dog and '.repeat(9).trim();
    const page = await open(`${path}#${new URLSearchParams({ text, layer: '3', head: '4', token: '9' })}`);
    await figure(page).locator('.upright .word').first().waitFor();
    expect(await figure(page).locator('.word').count()).toBeLessThanOrEqual(6);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
  });
});

describe('their results', () => {
  it('lie end to end, each head’s 64 in its own place, the one that is pulled out marked; below, all 768 mixed', async () => {
    const page = await open(path);
    await awake(page);
    const tensors = await figure(page)
      .locator('.results svg')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-tensor')));
    expect(tensors).toEqual(Array.from({ length: 12 }, (_, at) => `context.8[${at}][8]`));
    const places = await figure(page)
      .locator('.results li')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await figure(page).locator('.results li.out').innerText()).toBe('11');
    expect(await figure(page).locator('[data-tensor="attention_output.8[8]"]').count()).toBe(1);
  });
});

describe('motion', () => {
  it('lets the pictures change places, and the results come out of them; both end by themselves', async () => {
    const page = await open(path, { reducedMotion: 'no-preference' });
    await awake(page);
    await head(page, 1).click();
    await expect.poll(() => moving(page, '.heads > li'), patience).toBeGreaterThan(1);
    await expect.poll(() => moving(page, '.heads > li'), patience).toBe(0);
    await figure(page).getByRole('button', { name: 'Lay them' }).click();
    await expect.poll(() => moving(page, '.results li'), patience).toBe(12);
    await expect.poll(() => moving(page, '.results li'), patience).toBe(0);
  });

  it('is none for who wants none', async () => {
    const page = await open(path);
    await awake(page);
    await figure(page).getByRole('button', { name: 'Lay them' }).click();
    await head(page, 1).click();
    await figure(page).locator('.heads > li.out b', { hasText: /^1$/ }).waitFor();
    expect(await moving(page, '.heads > li, .results li')).toBe(0);
  });
});

it('is all there without scripts: twelve pictures, the words, the results', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  expect(await pictures(page).count()).toBe(12);
  expect(await figure(page).locator('.word').count()).toBe(13);
  expect(await figure(page).locator('.results svg').count()).toBe(12);
  expect(await figure(page).getByRole('button', { name: 'Lay them' }).isVisible()).toBe(false);
});

it('gives axe-core nothing to find in either theme, on a phone', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  expect(await axeFindings(page, '#head-arcs-figure')).toEqual([]);
});
