import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, errorsOf, lineCounts, useSite } from './open-page.ts';
import { holdLayers } from './playground/playground-page.ts';

const { open } = useSite();

/** A text of so many tokens, `[CLS]` and `[SEP]` included. */
const textOf = (tokens: number) =>
  Array.from({ length: tokens - 2 }, (_, index) => ['the', 'cat', 'saw', 'a', 'dog'][index % 5]).join(' ');

/** Statuses from 400 up, as they come. */
function failures(page: Page): string[] {
  const found: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) found.push(`${response.status()} ${response.url()}`);
  });
  return found;
}

/** Down the page, slowly. */
async function scrollThrough(page: Page): Promise<void> {
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < (await height()); top += 700) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.waitForTimeout(150);
  }
}

describe('in the playground', () => {
  it('480 tokens and then 512 are read in a row without one refusal', { timeout: 600_000 }, async () => {
    const page = await open('/playground', { viewport: { width: 1280, height: 900 } });
    const [errors, refused] = [errorsOf(page), failures(page)];
    for (const tokens of [480, 512]) {
      await page.evaluate(() => scrollTo(0, 0));
      await askSentence(page, textOf(tokens));
      await lineCounts(page, tokens);
      await scrollThrough(page);
      for (const panel of ['neuron', 'layers', 'words']) {
        await page.locator(`#${panel}`).scrollIntoViewIfNeeded();
        await page.locator(`#${panel} data`).nth(5).waitFor({ timeout: 90_000 });
      }
      expect(await page.locator('.trouble').allTextContents()).toEqual([]);
    }
    expect(refused).toEqual([]);
    expect(errors).toEqual([]);
  });
});

it.each(['/', '/chapters/layers', '/chapters/scores', '/chapters/lenses', '/notes'])(
  '%s asks for nothing that would be refused, with 130 and with 512 tokens',
  { timeout: 240_000 },
  async (path) => {
    const page = await open(path, { viewport: { width: 1280, height: 900 } });
    const [errors, refused] = [errorsOf(page), failures(page)];
    for (const tokens of [130, 512]) {
      await askSentence(page, textOf(tokens));
      await lineCounts(page, tokens);
      await scrollThrough(page);
      await page.evaluate(() => scrollTo(0, 0));
    }
    expect(refused).toEqual([]);
    expect(errors).toEqual([]);
  },
);

describe('what is not there yet', () => {
  it('is an ellipsis: no head has a number before its layer has come', async () => {
    const page = await open('/playground', { viewport: { width: 1440, height: 1600 } });
    const letGo = await holdLayers(page, 8);
    await askSentence(page, textOf(512));
    await page.getByText('2 of 12 layers are here').waitFor({ timeout: 60_000 });
    expect(await page.locator('.all-heads dl data').count()).toBe(8);
    await page.locator('.all-heads [role=gridcell]').first().hover();
    await page.getByText('Layer 1 · Head 1', { exact: true }).waitFor();
    expect(await page.locator('.all-heads dd').allTextContents()).toEqual(Array(8).fill('…'));
    letGo();
  });
});
