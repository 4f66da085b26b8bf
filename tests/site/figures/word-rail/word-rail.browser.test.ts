import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ patience: 20_000 });
const path = '/chapters/tokens';
const figure = (page: Page) => page.locator('#word-rail-figure');
const made = (page: Page) => figure(page).getByRole('slider', { name: 'Tries made' });
const found = (page: Page) => figure(page).locator('li.found:not(.ahead) .token');

/** The pieces and ids that the API gives. */
async function served(text: string): Promise<[string, number][]> {
  const answer = await fetch(url('/v1/tokenize'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const { tokens } = (await answer.json()) as { tokens: { text: string; id: number; special: boolean }[] };
  return tokens.filter(({ special }) => !special).map(({ text, id }) => [text, id]);
}

async function expectServed(page: Page, text: string): Promise<void> {
  const expected = await served(text);
  await expect.poll(() => found(page).allTextContents()).toEqual(expected.map(([piece]) => piece));
  const ids = figure(page).locator('li.found data');
  expect((await ids.allTextContents()).map(Number)).toEqual(expected.map(([, id]) => id));
}

describe('the rail', () => {
  it('shows every try on "embeddings", the pieces and ids of the API', async () => {
    const page = await open(path);
    await expectServed(page, 'embeddings');
    expect(await figure(page).locator('li').count()).toBe(18);
  });

  it('takes a word as it is typed, capitals and accents and all', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    for (const text of ['Unaffable', 'Café', 'xylophonist', 'Straße', 'antidisestablishmentarianism', '日本']) {
      await figure(page).getByLabel('Your word').fill(text);
      await page.locator('#word-rail-figure [data-request]', { has: page.locator('.rail') }).waitFor();
      await expect
        .poll(() => figure(page).locator('[data-request]').getAttribute('data-request'))
        .toBe(JSON.stringify({ text }));
      if (text !== '日本') await expectServed(page, text);
    }
    expect(errors).toEqual([]);
  });

  it('says how many letters of a long word it has no room for', async () => {
    const page = await open(path);
    await figure(page).getByLabel('Your word').fill('pneumonoultramicroscopicsilicovolcanoconiosis');
    await figure(page).getByText('There is room for 28 letters: the last 17 are not cut.').waitFor();
    await expect
      .poll(() => figure(page).locator('[data-request]').getAttribute('data-request'))
      .toBe(JSON.stringify({ text: 'pneumonoultramicroscopicsili' }));
    await expectServed(page, 'pneumonoultramicroscopicsili');
  });

  it('says of a word without pieces that it is unknown', async () => {
    const page = await open(path);
    await figure(page).getByLabel('Your word').fill('🦄');
    await figure(page).getByText('[UNK]').waitFor();
    await figure(page).getByRole('button', { name: 'softmax' }).click();
    await expectServed(page, 'softmax');
  });

  it('goes try by try with the arrow keys, and says each', async () => {
    const page = await open(path);
    await made(page).press('Home');
    expect(await found(page).count()).toBe(0);
    await made(page).press('ArrowRight');
    expect(await made(page).getAttribute('aria-valuetext')).toBe(
      '1 of 18. “embeddings” is not in the list: one letter less.',
    );
    for (let press = 0; press < 8; press++) await made(page).press('ArrowRight');
    expect(await found(page).allTextContents()).toEqual(['em']);
    expect(await figure(page).locator('.say').innerText()).toBe('“em” is in the list: cut off.');
    await made(page).press('End');
    expect(await found(page).count()).toBe(4);
  });

  it('plays once on arriving, to the end; a key stops it', async () => {
    const page = await open(path, { reducedMotion: 'no-preference' });
    await made(page).press('ArrowLeft');
    await figure(page).getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => made(page).inputValue(), { timeout: 20_000 }).toBe('18');
  });

  it('is all there without scripts', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    await expectServed(page, 'embeddings');
    expect(await figure(page).locator('li').last().isVisible()).toBe(true);
    expect(await figure(page).locator('.controls').isVisible()).toBe(false);
  });

  it('stands on the first screen of a desk and of a phone, and nothing sticks out', async () => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await open(path, { viewport });
      const { y, height } = (await figure(page).locator('.word').boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(viewport.height);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    }
  });
});

it('gives axe-core nothing to find in either theme, half-way through a word', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  await made(page).press('Home');
  for (let press = 0; press < 11; press++) await made(page).press('ArrowRight');
  expect(await axeFindings(page, '#word-rail-figure')).toEqual([]);
});
