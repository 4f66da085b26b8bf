import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const patience = { timeout: 15_000 };
const path = '/chapters/residual';
const figure = (page: Page) => page.locator('#word-river-figure');
const dial = (page: Page) => figure(page).getByRole('slider', { name: 'Layers' });
const strands = (page: Page) => figure(page).locator('.strand:visible');

async function awake(page: Page) {
  await page.waitForFunction(() => !document.querySelector('#word-river-figure')?.closest('astro-island[ssr]'));
}

it.each([
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])('has the whole river on the first screen of $width × $height, and nothing sticks out', async (viewport) => {
  const page = await open(path, { viewport });
  await awake(page);
  const { y, height } = (await figure(page).locator('.flow:visible').boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(viewport.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
});

it('is turned back layer by layer with the keyboard: strands go, and the needle goes back with its number', async () => {
  const page = await open(path);
  const errors = errorsOf(page);
  await awake(page);
  const all = await strands(page).count();
  const tip = () => figure(page).locator('path.now').getAttribute('d');
  const last = await tip();
  await dial(page).focus();
  for (let press = 0; press < 9; press++) await page.keyboard.press('ArrowLeft');
  await figure(page).locator('data[data-tensor="cos(hidden_states.3[8], hidden_states.0[8])"]').waitFor();
  expect(await strands(page).count()).toBeLessThan(all);
  expect(await tip()).not.toBe(last);
  await dial(page).press('Home');
  await expect.poll(() => strands(page).count(), patience).toBe(0);
  expect(await tip()).toBe('M0 0L0 -100');
  expect(errors).toEqual([]);
});

it('follows another word that is tapped in it, and so does the sentence’s line', async () => {
  const page = await open(path);
  await awake(page);
  await figure(page).getByRole('button', { name: 'Follow tired' }).click();
  await figure(page).getByRole('heading', { name: '“tired” through 12 layers' }).waitFor();
  expect(await page.locator('.sentence-line [aria-pressed=true]').getAttribute('data-token')).toBe('tired');
});

it('draws itself from the first layer on and ends complete; for who wants nothing to move it is there at once', async () => {
  const page = await open(path, { reducedMotion: 'no-preference' });
  await expect.poll(() => dial(page).inputValue(), patience).toBe('12');
  await expect.poll(() => figure(page).locator('.steps b').innerText(), patience).toBe('12');
  const still = await open(path);
  expect(await figure(still).locator('.steps b').innerText()).toBe('12');
});

it('prints its bars and the cosine without scripts', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  const printed = await figure(page).locator('data[data-tensor]').allInnerTexts();
  expect(printed).toHaveLength(3);
  expect(printed.filter((text) => text.endsWith('%'))).toHaveLength(2);
});

it('gives axe-core nothing to find in either theme, on a phone', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  expect(await axeFindings(page, '#word-river-figure')).toEqual([]);
});
