import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open } = useSite({ patience: 20_000 });
const patience = { timeout: 15_000 };
const path = '/chapters/projections';
const figure = (page: Page) => page.locator('#three-shadows-figure');
const lamp = (page: Page, head: number) => figure(page).getByRole('button', { name: `Head ${head}`, exact: true });
const tensors = (page: Page) =>
  figure(page)
    .locator('svg[role=img]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-tensor')));
const ofToken = (head: number, token: number) => [
  `hidden_states.8[${token}]`,
  ...['query', 'key', 'value'].map((role) => `${role}.8[${head - 1}][${token}]`),
];

async function awake(page: Page) {
  await page.waitForFunction(() => !document.querySelector('#three-shadows-figure')?.closest('astro-island[ssr]'));
}

it.each([
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])(
  'has vector, lamps and shadows on the first screen of $width × $height, and nothing sticks out',
  async (viewport) => {
    const page = await open(path, { viewport });
    for (const part of ['.lamps', '.cast >> nth=0']) {
      const { y, height } = (await figure(page).locator(part).boundingBox())!;
      expect(y + height, part).toBeLessThanOrEqual(viewport.height);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  },
);

it('turns from head to head with the keyboard: both vectors stay, the six shadows change, and the address holds the head', async () => {
  const page = await open(path);
  const errors = errorsOf(page);
  await awake(page);
  expect(await tensors(page)).toEqual([...ofToken(11, 8), ...ofToken(11, 2)]);
  const drawn = () =>
    figure(page)
      .locator('svg[role=img]')
      .evaluateAll((all) => all.map((one) => one.innerHTML));
  const before = await drawn();
  await lamp(page, 11).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => tensors(page), patience).toEqual([...ofToken(12, 8), ...ofToken(12, 2)]);
  const after = await drawn();
  expect(after.map((one, at) => one === before[at])).toEqual([true, false, false, false, true, false, false, false]);
  expect(new URL(page.url()).hash).toContain('head=12');
  expect(errors).toEqual([]);
});

it('sets any other word beside it, which stays from head to head', async () => {
  const page = await open(path);
  await awake(page);
  await figure(page).getByLabel('In the same light').selectOption('6');
  await expect.poll(() => tensors(page), patience).toEqual([...ofToken(11, 8), ...ofToken(11, 6)]);
  await lamp(page, 3).click();
  await expect.poll(() => tensors(page), patience).toEqual([...ofToken(3, 8), ...ofToken(3, 6)]);
});

it('is turned by a swipe of a finger, to the left for the next head', async () => {
  const page = await open(path);
  await awake(page);
  const swiped = figure(page).locator('.turned');
  const touch = { pointerType: 'touch', bubbles: true };
  await swiped.dispatchEvent('pointerdown', { ...touch, clientX: 300 });
  await swiped.dispatchEvent('pointerup', { ...touch, clientX: 180 });
  await expect.poll(async () => (await tensors(page))[1], patience).toBe('query.8[11][8]');
});

it('lets each cell go from one number to the next, and ends on the numbers of the head', async () => {
  const page = await open(path, { reducedMotion: 'no-preference' });
  await awake(page);
  await lamp(page, 1).click();
  await expect.poll(async () => (await tensors(page))[1], patience).toBe('query.8[0][8]');
  const still = await open(`${path}#head=1`);
  const query = (one: Page) => figure(one).locator('[data-tensor="query.8[0][8]"]').innerHTML();
  await expect.poll(() => query(page), patience).toBe(await query(still));
});

it('gives axe-core nothing to find in either theme, on a phone', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  expect(await axeFindings(page, '#three-shadows-figure')).toEqual([]);
});
