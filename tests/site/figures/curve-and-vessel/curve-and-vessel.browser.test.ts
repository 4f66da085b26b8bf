import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { softmaxSteps } from '../../../../site/figures/softmax/softmax-row.ts';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const path = '/chapters/softmax';
const figure = (page: Page) => page.locator('#curve-and-vessel-figure');
const pulled = (page: Page) => figure(page).getByRole('slider', { name: /^Score of/ });
const division = (page: Page) => figure(page).getByRole('slider', { name: /Divide the products by/ });
const back = (page: Page) => figure(page).getByRole('button', { name: 'Back to the model' });
/** Heights of the layers in percent of the vessel, from the token with the largest weight on. */
const layers = (page: Page) =>
  figure(page)
    .locator('.layers i')
    .evaluateAll((all) => all.map((one) => Number.parseFloat((one as HTMLElement).style.height)));
/** The model's scores of the drawn tokens, in the order of the layers. */
const scores = (page: Page) =>
  figure(page)
    .locator('details data[data-tensor^="attention_scores"]')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));

async function expectLayers(page: Page, changed: readonly number[]): Promise<void> {
  const expected = softmaxSteps(changed).weights.map((weight) => weight * 100);
  await expect
    .poll(async () => Math.max(...(await layers(page)).map((height, index) => Math.abs(height - expected[index]!))))
    .toBeLessThan(0.02);
}

describe('the curve and the vessel', () => {
  it('are the model’s row at first: the layers are its weights, within .02 %', async () => {
    const page = await open(path);
    await expectLayers(page, await scores(page));
    expect(await figure(page).locator('.say').innerText()).toContain('The model’s own row.');
    expect(await back(page).count()).toBe(0);
  });

  it('follow a score that is pulled by arrow keys, say that it is not the model’s, and go back', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    const row = await scores(page);
    for (let press = 0; press < 20; press++) await pulled(page).press('ArrowRight');
    const to = Number(await pulled(page).inputValue());
    expect(to).toBeGreaterThan(row[1]! + 0.9);
    await expectLayers(page, row.with(1, to));
    expect(await figure(page).locator('.say').innerText()).toContain('Not the model’s any more.');
    await back(page).click();
    await expectLayers(page, row);
    expect(errors).toEqual([]);
  });

  it('follow a dot that is dragged', async () => {
    const page = await open(path);
    const row = await scores(page);
    const { x, y, width, height } = (await figure(page).locator('.dot.picked').boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 90, y, { steps: 6 });
    await page.mouse.up();
    const to = Number(await pulled(page).inputValue());
    expect(to).toBeGreaterThan(row[1]! + 0.5);
    await expectLayers(page, row.with(1, to));
  });

  it('are flat with a larger division and steep with a smaller one', async () => {
    const page = await open(path);
    const row = await scores(page);
    await division(page).press('End');
    await expectLayers(
      page,
      row.map((score) => score / 8),
    );
    await division(page).press('Home');
    await expectLayers(
      page,
      row.map((score) => score * 8),
    );
  });

  it('leave every slider where it is when the explanation comes, at a desk and on a phone', async () => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await open(path, { viewport });
      const tops = () =>
        figure(page)
          .locator('.controls input')
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top + scrollY));
      const before = await tops();
      await division(page).press('Home');
      await figure(page).getByRole('button', { name: 'Add 100 to all' }).click();
      await pulled(page).press('ArrowRight');
      await figure(page).locator('.say', { hasText: 'Only differences count.' }).waitFor();
      expect(await tops()).toEqual(before);
    }
  });

  it('do not move when 100 is added to all: only the ruler does', async () => {
    const page = await open(path);
    const before = await layers(page);
    await figure(page).getByRole('button', { name: 'Add 100 to all' }).click();
    await figure(page).locator('.ruler', { hasText: '102' }).waitFor();
    expect(await layers(page)).toEqual(before);
    expect(await figure(page).locator('.say').innerText()).toContain('Only differences count.');
  });

  it('stand on the first screen of a desk and of a phone, and nothing sticks out', async () => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await open(path, { viewport });
      const { y, height } = (await figure(page).locator('.picture').boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(viewport.height);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    }
  });

  it('are complete without scripts, the model’s own', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    await expectLayers(page, await scores(page));
    expect(await figure(page).locator('.controls').isVisible()).toBe(false);
  });
});

it('gives axe-core nothing to find in either theme with all of it changed', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  await pulled(page).press('ArrowRight');
  await division(page).press('ArrowRight');
  await figure(page).getByRole('button', { name: 'Add 100 to all' }).click();
  expect(await axeFindings(page, '#curve-and-vessel-figure')).toEqual([]);
});
