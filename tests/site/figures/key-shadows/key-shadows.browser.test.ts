import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, lineCounts, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const path = '/chapters/scores';
const figure = (page: Page) => page.locator('#key-shadows-figure');
const handle = (page: Page) => figure(page).locator('[role=slider]:visible');
const said = (page: Page) => handle(page).getAttribute('aria-valuetext');
const pulledSign = (page: Page) => figure(page).getByText('Pulled: not the model’s numbers.');

describe('a key', () => {
  it('is pulled with the arrow keys: its shadow shrinks, its number is the model’s no more, and it finds back', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    const before = await said(page);
    expect(before).toMatch(/^shadow 5\.\d+, score 7\.\d+, weight \.8\d$/);
    const printed = figure(page).locator('.steps data');
    expect(await printed.count()).toBe(4);
    await handle(page).focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press('ArrowDown');
    await pulledSign(page).waitFor();
    const [shadow, score] = (await said(page))!.match(/[\d.]+/g)!.map(Number);
    expect(shadow!).toBeLessThan(5);
    expect(await printed.count()).toBe(1);
    const length = Number(await printed.getAttribute('value'));
    expect(Math.abs((shadow! * length) / 8 - score!)).toBeLessThan(0.02);
    await figure(page).getByRole('button', { name: 'Back to the model’s key' }).click();
    await pulledSign(page).waitFor({ state: 'detached' });
    expect(await said(page)).toBe(before);
    expect(errors).toEqual([]);
  });

  it('across the query changes nothing', async () => {
    const page = await open(path);
    const [before] = (await said(page))!.split(';');
    await handle(page).focus();
    for (let press = 0; press < 8; press++) await page.keyboard.press('ArrowRight');
    await pulledSign(page).waitFor();
    expect((await said(page))!.split(';')[0]).toBe(before);
  });

  it('is dragged by its tip, and another is chosen by its word', async () => {
    const page = await open(path);
    const ring = (await handle(page).boundingBox())!;
    const middle = { x: ring.x + ring.width / 2, y: ring.y + ring.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x, middle.y + 120, { steps: 4 });
    await page.mouse.up();
    await pulledSign(page).waitFor();
    const after = (await handle(page).boundingBox())!;
    expect(Math.abs(after.y - ring.y - 120)).toBeLessThan(3);
    await figure(page).locator('.strip button', { hasText: 'sat' }).click();
    await pulledSign(page).waitFor({ state: 'detached' });
    expect(await handle(page).getAttribute('aria-label')).toContain('“sat”');
  });
});

describe('the 64 products', () => {
  const drawn = (page: Page) => figure(page).locator('.apart svg:visible');

  it('come on a button, both ends side by side for who wants no motion', async () => {
    const page = await open(path);
    expect(await drawn(page).count()).toBe(0);
    await figure(page)
      .getByRole('button', { name: /64 products/ })
      .click();
    expect(await drawn(page).count()).toBe(2);
    expect(await drawn(page).first().locator('rect').count()).toBe(64);
  });

  it('fall in one drawing else, and end where the sum is', async () => {
    const page = await open(path, { reducedMotion: 'no-preference' });
    await figure(page)
      .getByRole('button', { name: /64 products/ })
      .click();
    await drawn(page).locator('.sum').waitFor({ state: 'attached' });
    expect(await drawn(page).count()).toBe(1);
  });
});

it('follows the reader to another token: its query, its keys', async () => {
  const page = await open(path);
  const before = await said(page);
  await page.locator('.sentence-line [data-token="was"]').click();
  await figure(page)
    .getByRole('heading', { name: /What “was” asks/ })
    .waitFor();
  expect(await said(page)).not.toBe(before);
});

it.each([
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])('the first screen of $width × $height holds the picture, and nothing sticks out', async (viewport) => {
  const page = await open(path, { viewport });
  const { y, height } = (await figure(page).locator('.plane svg:visible').boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(viewport.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
});

it('is all there without scripts: arrows, words, and both ends of the products', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  expect(await figure(page).locator('.plane svg:visible .arrow').count()).toBe(13);
  expect(await figure(page).locator('.plane svg:visible .row').count()).toBe(13);
  expect(await figure(page).locator('.apart svg:visible').count()).toBe(2);
  expect(await figure(page).locator('button:visible').count()).toBe(0);
});

it('says how many keys of a longer sentence stand without their words', async () => {
  const text = 'The quick brown fox jumps over the lazy dog, and then it sleeps.';
  const page = await open(`${path}#${new URLSearchParams({ text, layer: '9', head: '11', token: '2' })}`, {
    viewport: { width: 360, height: 740 },
  });
  await lineCounts(page, 17);
  const shown = figure(page).locator('.unnamed.narrow');
  await expect.poll(() => shown.innerText()).toBe('3 more keys, with smaller scores, are drawn without their words.');
  expect(await figure(page).locator('svg.narrow .row').count()).toBe(14);
});

it('gives axe-core nothing to find in either theme, on a phone, with a key pulled', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  await handle(page).press('ArrowDown');
  await pulledSign(page).waitFor();
  expect(await axeFindings(page, '#key-shadows-figure')).toEqual([]);
});
