import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ patience: 20_000 });
const path = '/chapters/positions';
const figure = (page: Page) => page.locator('#word-order-figure');
const cards = (page: Page) => figure(page).locator('[data-card]');
const cardOrder = (page: Page) =>
  cards(page).evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.card)));
const best = (page: Page) => figure(page).locator('section:not(.before) li.first .token').innerText();

/** The first word that the API puts into the blank of a text. */
async function served(text: string): Promise<string> {
  const answer = await fetch(url('/v1/fill-mask'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, top_k: 1 }),
  });
  const { masks } = (await answer.json()) as { masks: { candidates: { token: string }[] }[] };
  return masks[0]!.candidates[0]!.token;
}

describe('cards', () => {
  it('that are swapped are another sentence, and its guess is the API’s', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    expect(await best(page)).toBe('arrest');
    await figure(page).getByRole('button', { name: /Swap/ }).click();
    expect(await cardOrder(page)).toEqual([0, 4, 2, 3, 1, 5]);
    await figure(page).locator('.blank', { hasText: 'called' }).waitFor();
    expect(await best(page)).toBe(await served('the thief [MASK] the police .'));
    expect(errors).toEqual([]);
  });

  it('are moved with the arrow keys, which keep the focus, and asked where the page does not know them', async () => {
    const page = await open(path);
    await cards(page).nth(1).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await cardOrder(page)).toEqual([0, 2, 3, 1, 4, 5]);
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-card') === '1');
    const expected = await served('the [MASK] the police thief .');
    await figure(page).locator('.blank', { hasText: expected }).waitFor();
    expect(await best(page)).toBe(expected);
    expect(await figure(page).locator('[data-part=orders] li').count()).toBe(6);
    await figure(page).getByRole('button', { name: 'In order' }).click();
    expect(await cardOrder(page)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('change places by two taps, and by dragging one onto the other', async () => {
    const page = await open(path);
    await cards(page).nth(1).click();
    await cards(page).nth(4).click();
    expect(await cardOrder(page)).toEqual([0, 4, 2, 3, 1, 5]);
    await cards(page).nth(0).dragTo(cards(page).nth(5));
    expect(await cardOrder(page)).toEqual([5, 4, 2, 3, 1, 0]);
    expect(await figure(page).locator('[aria-pressed=true][data-card]').count()).toBe(0);
  });

  it('are thrown by a button, all of them, and the last answer stays until the next is there', async () => {
    const page = await open(path);
    await figure(page).getByRole('button', { name: 'Shuffle' }).click();
    const order = await cardOrder(page);
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    await figure(page).locator('section:not(.before) li.first').waitFor();
    const words = ['the', 'police', '[MASK]', 'the', 'thief', '.'];
    expect(await best(page)).toBe(await served(order.map((card) => words[card]).join(' ')));
  });
});

it('the reader’s own sentence: its words as cards, the token of the line blank', async () => {
  const page = await open(`${path}#text=Dogs+chase+cats.&token=3`);
  await figure(page).locator('[data-card]', { hasText: 'dogs' }).waitFor();
  expect(await cards(page).count()).toBe(4);
  const expected = await served('dogs chase [MASK] .');
  await figure(page).locator('.blank', { hasText: expected }).waitFor();
});

it.each([
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])(
  'the first screen of $width × $height holds the cards and other orders, and nothing sticks out',
  async (viewport) => {
    const page = await open(path, { viewport });
    for (const part of [cards(page).last(), figure(page).locator('[data-part=orders] li').nth(1)]) {
      const { y, height } = (await part.boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(viewport.height);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  },
);

it('is there without scripts: cards, guesses, five orders', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  expect(await cards(page).count()).toBe(6);
  expect(await figure(page).locator('[data-part=orders] li').count()).toBe(5);
  expect(await figure(page).locator('.acts').isVisible()).toBe(false);
});

it('a touched row of the picture of positions says its nearest', async () => {
  const page = await open(path);
  const likeness = page.locator('#position-likeness-figure');
  await likeness.scrollIntoViewIfNeeded();
  await likeness.locator('li', { hasText: '99' }).waitFor();
  await page.waitForFunction(() => !document.querySelector('astro-island[ssr] #position-likeness-figure'));
  await likeness.getByRole('slider').fill('300');
  await likeness.locator('li', { hasText: '299' }).waitFor();
  expect(await likeness.locator('data').first().getAttribute('data-tensor')).toMatch(/embeddings\.position\[300\]/);
});

it('gives axe-core nothing to find in either theme, on a phone, with a card taken', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  await cards(page).nth(1).click();
  expect(await axeFindings(page, '#word-order-figure')).toEqual([]);
});
