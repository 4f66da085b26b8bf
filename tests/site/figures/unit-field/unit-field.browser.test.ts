import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const path = '/chapters/feed-forward';
const figure = (page: Page) => page.locator('#unit-field-figure');
const unit = (page: Page) => figure(page).locator('[data-part=unit] p b').innerText();

it('asks nothing until it is touched; then says what the unit answers to each token', async () => {
  const page = await open(path);
  const errors = errorsOf(page);
  expect(await unit(page)).toBe('Unit 1216');
  const dot = (await figure(page).locator('.dot').nth(1).boundingBox())!;
  await page.mouse.click(dot.x + dot.width / 2, dot.y + dot.height / 2);
  await figure(page).getByText('Unit 1090', { exact: true }).waitFor();
  const names = await figure(page)
    .locator('[data-part=unit] data')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-tensor')));
  expect(names).toContain('intermediate.8[8][1090]');
  expect(errors).toEqual([]);
});

it('goes to any unit by its number, and keeps it from token to token', async () => {
  const page = await open(path);
  const field = figure(page).getByLabel('any unit');
  await field.fill('89');
  await field.press('Enter');
  await figure(page).getByText('Unit 89', { exact: true }).waitFor();
  await page.locator('.sentence-line [data-token="cat"]').click();
  await figure(page)
    .getByRole('heading', { name: /answer to “cat”/ })
    .waitFor();
  expect(await unit(page)).toBe('Unit 89');
});

it('says what share the strongest make, more with each step of the dial', async () => {
  const page = await open(path);
  const share = figure(page).locator('[data-part=share] data');
  const dial = figure(page).getByRole('slider');
  await dial.press('Home');
  let before = 0;
  for (let step = 0; step < 7; step++) {
    const value = Number(await share.getAttribute('value'));
    expect(value).toBeGreaterThan(before);
    before = value;
    await dial.press('ArrowRight');
  }
  expect(before).toBeGreaterThan(0.75);
});

it.each([
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])('the first screen of $width × $height holds the field, and nothing sticks out', async (viewport) => {
  const page = await open(path, { viewport });
  const { y, height } = (await figure(page).locator('svg[role=img]').boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(viewport.height);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
});

it('is there without scripts: the field, the strongest unit and its answers', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  expect(await figure(page).locator('.dot').count()).toBeGreaterThan(100);
  expect(await figure(page).locator('[data-part=unit] li').count()).toBe(8);
  expect(await figure(page).locator('input:visible, button:visible').count()).toBe(0);
});

it('gives axe-core nothing to find in either theme, on a phone', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  expect(await axeFindings(page, '#unit-field-figure')).toEqual([]);
});
