import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const path = '/chapters/weighted-sum';
const figure = (page: Page) => page.locator('#value-strips-figure');
const strips = (page: Page) => figure(page).locator('ol li');
const choose = (page: Page, name: string) => figure(page).getByRole('radio', { name }).check({ force: true });
const inkOf = (page: Page, strip: number) =>
  strips(page)
    .nth(strip)
    .locator('.ink')
    .evaluate((ink) => Number(getComputedStyle(ink).opacity));
const sumInk = (page: Page) =>
  figure(page)
    .locator('.total .ink')
    .evaluate((ink) => Number(getComputedStyle(ink).opacity));
const weights = (page: Page) =>
  strips(page)
    .locator('data')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
const widths = (page: Page) =>
  strips(page)
    .locator('.bar i')
    .evaluateAll((all) => all.map((one) => Number.parseFloat((one as HTMLElement).style.width)));

describe('the strips', () => {
  it('are at full ink as values, have the root of their weight as ink times it, and then their sum is there', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    expect(await sumInk(page)).toBe(1);
    await choose(page, '1 the values');
    for (const strip of [0, 2, 12]) expect(await inkOf(page, strip)).toBe(1);
    expect(await sumInk(page)).toBe(0);
    await choose(page, '2 × weight');
    const row = await weights(page);
    for (const strip of [0, 2, 12]) expect(await inkOf(page, strip)).toBeCloseTo(Math.sqrt(row[strip]!), 3);
    expect(await sumInk(page)).toBe(0);
    await page.keyboard.press('ArrowRight');
    expect(await sumInk(page)).toBe(1);
    expect(errors).toEqual([]);
  });

  it('of a head that looks at [SEP]: first by weight, behind "because" by length', async () => {
    const page = await open(path);
    await figure(page).getByRole('button', { name: 'A head that looks at [SEP]' }).click();
    await figure(page)
      .getByRole('heading', { name: /Layer 7 · Head 4/ })
      .waitFor();
    const byWeight = await widths(page);
    expect(byWeight.indexOf(Math.max(...byWeight))).toBe(12);
    await choose(page, 'length');
    const byLength = await widths(page);
    expect(byLength.indexOf(Math.max(...byLength))).toBe(7);
    expect(byLength[12]! / byLength[7]!).toBeLessThan(byWeight[12]! / byWeight[7]!);
    await figure(page).getByRole('button', { name: 'Layer 9, head 11' }).click();
    await figure(page)
      .getByRole('heading', { name: /Layer 9 · Head 11/ })
      .waitFor();
  });

  it('play once on arriving, to the sum, and stop where the reader presses', async () => {
    const page = await open(path, { reducedMotion: 'no-preference' });
    await expect.poll(() => sumInk(page), { timeout: 20_000 }).toBe(1);
    expect(await figure(page).getByRole('radio', { name: '3 added up' }).isChecked()).toBe(true);
    await expect.poll(() => figure(page).locator('.sliding').count()).toBe(0);
    await choose(page, '1 the values');
    await expect.poll(() => inkOf(page, 5)).toBe(1);
  });

  it('are complete without scripts: in the strength of their weights, and the sum', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    expect(await sumInk(page)).toBe(1);
    expect(await inkOf(page, 12)).toBeLessThan(0.1);
  });

  it('stand on the first screen of a desk and of a phone, and nothing sticks out', async () => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await open(path, { viewport });
      const { y, height } = (await figure(page).locator('.strips').boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(viewport.height);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    }
  });
});

it('gives axe-core nothing to find in either theme, at the other head', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  await figure(page).getByRole('button', { name: 'A head that looks at [SEP]' }).click();
  await choose(page, 'length');
  expect(await axeFindings(page, '#value-strips-figure')).toEqual([]);
});
