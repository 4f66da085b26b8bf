import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, lineHas, useSite } from '../../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 1000 }, patience: 30_000 });
const path = '/chapters/weighted-sum';
const figure = (page: Page) => page.locator('#edit-a-weight-figure');
const bar = (page: Page, token: string) =>
  figure(page).getByRole('slider', { name: `Weight of ${token}`, exact: true });

async function at(fragment = '', options = {}): Promise<Page> {
  const page = await open(`${path}${fragment}`, options);
  await figure(page).scrollIntoViewIfNeeded();
  await figure(page).hover();
  await page.locator('astro-island[ssr]:has(#edit-a-weight-figure)').waitFor({ state: 'detached' });
  await settled(page);
  return page;
}

/** Until the figure shows the answer to what is set. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(200);
  await figure(page).locator('.guess:not(.waiting)').waitFor();
}

/** Drags the bar of a token to a share of the row. */
async function drag(page: Page, token: string, share: number): Promise<void> {
  const slider = bar(page, token);
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await slider.boundingBox())!;
  await page.mouse.move(x + 3, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * share, y + height / 2, { steps: 4 });
}

const numbers = (page: Page, within: string) =>
  figure(page)
    .locator(`${within} data`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
const row = (page: Page) => numbers(page, '.row .number');

async function post(route: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url(route), { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}

/** The bodies of what the figure shows, without and with the change. */
async function requests(page: Page): Promise<[Record<string, unknown>, Record<string, unknown>]> {
  return JSON.parse((await figure(page).locator('.guess').getAttribute('data-request'))!);
}

it('wakes when it is touched and not before; what was done meanwhile is not lost', async () => {
  const page = await open(path);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await figure(page).scrollIntoViewIfNeeded();
  await page.waitForTimeout(300);
  expect(asked.filter((address) => address.includes('EditAWeight'))).toEqual([]);
  await bar(page, 'sat').fill('90');
  await figure(page).locator('.say', { hasText: '“sat” has 90 %' }).waitFor();
  expect((await row(page))[3]).toBe(0.9);
});

describe('a bar that is dragged', () => {
  it('takes the row along at once, before the model answers, and the row still sums to 1', async () => {
    const page = await at();
    const before = await row(page);
    await page.route('**/v1/**', () => {});
    await drag(page, 'sat', 0.9);
    const after = await row(page);
    expect(Math.abs(after[3]! - 0.9)).toBeLessThan(0.011);
    expect(after.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect(after[1]! / after[5]!).toBeCloseTo(before[1]! / before[5]!, 4);
    await page.mouse.up();
  });

  it('changes the guesses to those that the API gives with this intervention, and the vectors as far as it says', async () => {
    const page = await at();
    const errors = errorsOf(page);
    await drag(page, 'sat', 0.9);
    await page.mouse.up();
    await settled(page);
    await figure(page).getByText('Ask the API for this').click();
    const line = await figure(page).locator('pre').innerText();
    const body = JSON.parse(/-d '(.*)'$/s.exec(line)![1]!);
    expect(body.interventions).toHaveLength(2);
    expect(body.interventions[0]).toMatchObject({ at: 'attentions.8', heads: [10], from: [8], to: [3], set: 0 });
    const { masks } = await post('/v1/fill-mask', body);
    const shown = await figure(page)
      .locator('.guess li')
      .evaluateAll((all) =>
        all.map((one) => ({
          token: one.querySelector('.word')!.textContent!.trim(),
          probability: Number([...one.querySelectorAll('data')].at(-1)!.value),
        })),
      );
    expect(shown.length).toBeGreaterThan(2);
    for (const { token, probability } of shown) {
      const served = masks[0].candidates.find((one: { token: string }) => one.token === token).probability;
      expect(Math.abs(served - probability), token).toBeLessThan(1e-6);
    }
    const tensors = ['hidden_states.9', 'attentions.8'];
    const [own, changed] = await Promise.all(
      (await requests(page)).map(async (asked) => (await post('/v1/trace', { ...asked, tensors })).tensors),
    );
    const [before, after] = [own, changed].map((trace) => trace['hidden_states.9'].data[8] as number[]);
    const delta = after!.map((value, at) => value - before![at]!);
    const [moved] = await numbers(page, '.moves');
    expect(Math.abs(moved! - Math.hypot(...delta) / Math.hypot(...before!))).toBeLessThan(1e-5);
    const served = changed['attentions.8'].data[10][8] as number[];
    for (const [key, weight] of (await row(page)).entries()) expect(Math.abs(served[key]! - weight)).toBeLessThan(1e-6);
    expect(errors).toEqual([]);
  });

  it('in one head moves less than in all 12; back to the model, nothing moves', async () => {
    const page = await at();
    await drag(page, 'sat', 0.9);
    await page.mouse.up();
    await settled(page);
    const [one] = await numbers(page, '.moves');
    await figure(page).getByRole('button', { name: 'In all 12 heads' }).click();
    await settled(page);
    expect((await numbers(page, '.moves'))[0]).toBeGreaterThan(one!);
    await figure(page).getByRole('button', { name: 'Back to the model' }).click();
    await settled(page);
    expect(await figure(page).locator('.say').innerText()).toContain('The model’s own row.');
    const [before, after] = await requests(page);
    expect(after).toEqual(before);
  });
});

it('is set with arrow keys too, each bar a slider that says its share', async () => {
  const page = await at();
  const slider = bar(page, 'cat');
  expect(await slider.getAttribute('aria-valuetext')).toBe('0\u00a0%');
  await slider.focus();
  for (let press = 0; press < 5; press++) await slider.press('ArrowRight');
  expect(await slider.getAttribute('aria-valuetext')).toBe('5\u00a0%');
  await slider.press('End');
  expect((await row(page))[2]).toBe(1);
  await settled(page);
  expect((await requests(page))[1].interventions).toEqual([
    { at: 'attentions.8', heads: [10], from: [8], set: 0 },
    { at: 'attentions.8', heads: [10], from: [8], to: [2], set: 1 },
  ]);
});

it('is in the link to the figure, and another row opens with its own largest weight taken away', async () => {
  const page = await at(
    '#text=The+cat+sat+on+the+mat+because+it+was+tired.&layer=9&head=11&token=8&figure=edit-a-weight-figure&show.key=3&show.share=0.9&show.scope=layer',
  );
  await figure(page).locator('.say', { hasText: 'Another word comes first.' }).waitFor();
  expect(await figure(page).locator('.sentence').innerText()).toMatch(/it\s*→\s*he/);
  expect((await row(page))[3]).toBe(0.9);
  const own = await at('#text=Paris+is+the+[MASK]+of+France.&layer=9&head=11&token=1');
  await lineHas(own, 'paris');
  await figure(own).locator('.row .name', { hasText: 'paris' }).waitFor();
  expect((await row(own))[1]).toBe(0);
  expect((await requests(own))[1]).toMatchObject({ text: 'Paris is the [MASK] of France.' });
});

it('of a long text offers every token, though 16 bars are drawn', async () => {
  const page = await at(`#text=${'The+cat+sat+on+the+mat.+'.repeat(5)}&layer=2&head=3&token=4`);
  await figure(page).locator('.others', { hasText: 'more' }).waitFor();
  expect(await figure(page).getByRole('slider').count()).toBe(16);
  await figure(page).getByLabel('Another token').selectOption('33');
  await bar(page, 'mat (token 33)').or(figure(page).locator('li.picked input')).first().waitFor();
  expect(await figure(page).getByRole('slider').count()).toBe(16);
  expect((await row(page)).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});

it('is complete without scripts: the changed row, the guesses before and after, the caution, and no switch', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  expect(await row(page)).toHaveLength(13);
  expect(await figure(page).locator('.guess li').count()).toBe(3);
  expect(await figure(page).locator('.cells i').count()).toBe(52);
  expect(await figure(page).innerText()).toContain('BERT was never trained with a row that somebody has set');
  expect(await figure(page).locator('div.choices').isVisible()).toBe(false);
});

it('gives axe-core nothing to find in either theme on a phone, where nothing sticks out and a finger finds its bar', async () => {
  const page = await at('', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  expect(await axeFindings(page, '#edit-a-weight-figure')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const heights = await figure(page)
    .getByRole('slider')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});
