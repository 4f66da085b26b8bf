import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { levels } from '../../../site/map/place.ts';
import { firstPreset } from '../../../site/reader/presets.ts';
import { askSentence, axeFindings, errorsOf, useSite } from '../open-page.ts';

/** 512 tokens take their time. */
const { open, url } = useSite({ patience: 60_000 });
const map = (page: Page) => page.locator('.map');
const heading = (page: Page) => map(page).locator('h2').first();
const trail = (page: Page) => map(page).getByRole('navigation', { name: 'Where you are in the model' });
const own = 'Anna lent Maria her umbrella although it was raining.';

const titles = [
  'What flows into each token, layer by layer',
  'Layer 9: 12 heads',
  'Layer 9 · Head 11: who looks where',
  'Where “it” looks',
  '“it” asks, “cat” answers',
  '64 products, one sum',
];

async function titled(page: Page, title: string): Promise<void> {
  await expect.poll(() => heading(page).innerText()).toBe(title);
  await expect
    .poll(() => map(page).locator('.stage > div:not([style*="display:none"]):not([style*="display: none"])').count())
    .toBe(1);
}

/** Tensors of the API for a text, each number by its name. */
async function served(text: string, tensors: readonly string[]): Promise<Record<string, { data: unknown }>> {
  const answer = await fetch(url('/v1/trace'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ text, tensors }),
  });
  return ((await answer.json()) as { tensors: Record<string, { data: unknown }> }).tensors;
}

/** The number at the indices behind a tensor's name: `token_mixing.8[8][2]`. */
function numberAt(tensors: Record<string, { data: unknown }>, name: string): number {
  const [tensor, ...indices] = name.split(/\[|\]\[|\]/).filter((part) => part !== '');
  return indices.reduce((part: unknown, index) => (part as unknown[])[Number(index)], tensors[tensor!]!.data) as number;
}

const printed = (page: Page) =>
  map(page)
    .locator('data[data-tensor]')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute('data-tensor')!, Number((one as HTMLDataElement).value)] as const),
    );

describe('the map', () => {
  it('goes in and out by the keyboard alone, the trail saying where, down to the products that give the score', async () => {
    const page = await open('/map');
    const errors = errorsOf(page);
    await map(page).getByRole('button', { name: 'Layer 9: go in' }).focus();
    await page.keyboard.press('Enter');
    for (const title of titles.slice(1)) {
      await titled(page, title);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
      if (title !== titles.at(-1)) await page.keyboard.press('Enter');
    }
    const steps = await trail(page).getByRole('listitem').allInnerTexts();
    expect(steps.map((step) => step.trim())).toEqual([
      'The model',
      'Layer 9',
      'Head 11',
      '“it”',
      'to “cat”',
      '64 products',
    ]);
    expect(await trail(page).locator('[aria-current="location"]').innerText()).toBe('64 products');
    const score = Number(await map(page).locator('.total data').last().getAttribute('value'));
    const tensors = await served(firstPreset.text, ['attention_scores.8']);
    expect(Math.abs(score - numberAt(tensors, 'attention_scores.8[10][8][2]'))).toBeLessThan(1e-4 * Math.abs(score));
    for (const title of titles.slice(0, -1).reverse()) {
      await page.keyboard.press('Escape');
      await titled(page, title);
    }
    expect(errors).toEqual([]);
  });

  it('moves within a level by the arrow keys', async () => {
    const page = await open('/map');
    await map(page).getByRole('button', { name: 'Layer 9: go in' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => new URL(page.url()).hash).toContain('layer=10&head=11&token=7');
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Layer 10: go in');
    await page.keyboard.press('Enter');
    await titled(page, 'Layer 10: 12 heads');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => new URL(page.url()).hash).toContain('head=12');
    await page.keyboard.press('Enter');
    await titled(page, 'Layer 10 · Head 12: who looks where');
  });

  it('takes a click on a crossing into that layer and that token, and the back button out again', async () => {
    const page = await open('/map', { viewport: { width: 1440, height: 900 } });
    const box = (await map(page).getByRole('button', { name: 'Layer 4: go in' }).boundingBox())!;
    const tired = (await map(page).getByRole('button', { name: 'Follow tired' }).boundingBox())!;
    await page.mouse.click(tired.x + tired.width / 2, box.y + box.height / 2);
    await titled(page, 'Layer 4: 12 heads');
    expect(new URL(page.url()).hash).toContain('layer=4&head=11&token=10&level=floor');
    await map(page)
      .getByRole('button', { name: /^Head 3: go in/ })
      .click();
    await titled(page, 'Layer 4 · Head 3: who looks where');
    await page.goBack();
    await titled(page, 'Layer 4: 12 heads');
    await page.goBack();
    await titled(page, titles[0]!);
    await page.goForward();
    await titled(page, 'Layer 4: 12 heads');
  });

  it.each([
    ['head', 'Layer 3 · Head 12: who looks where', '.matrix-grid [role="grid"]'],
    ['pair&key=4', '“umbrella” asks, “her” answers', '.pair data[data-tensor^="attentions[2][11][5][4]"]'],
  ])('opens at the place in the address, on a sentence of the reader: %s', async (level, title, part) => {
    const place = new URLSearchParams({ text: own, layer: '3', head: '12', token: '5' });
    const page = await open(`/map#${place}&level=${level}`);
    await titled(page, title);
    await map(page).locator(part).waitFor({ timeout: 15_000 });
  });

  it('says of the reader’s own sentence what the API says, within 1e-4, and follows the token that is tapped', async () => {
    const page = await open('/map');
    await askSentence(page, own);
    await map(page).getByRole('button', { name: 'Follow umbrella' }).click();
    await map(page).locator('.into', { hasText: 'umbrella' }).waitFor();
    const numbers = await printed(page);
    expect(numbers.length).toBeGreaterThan(150);
    const layers = Array.from({ length: 12 }, (_, layer) => `token_mixing.${layer}`);
    const tensors = await served(own, layers);
    for (const [name, value] of numbers) {
      const [, rest, plain] = /^(1 - )?(.*)$/.exec(name)!;
      const found = rest ? 1 - numberAt(tensors, plain!) : numberAt(tensors, plain!);
      expect(Math.abs(found - value), name).toBeLessThan(1e-4);
    }
  });

  it('goes out by the trail from any depth at once', async () => {
    const page = await open('/map#level=products');
    await titled(page, titles[5]!);
    await trail(page).getByRole('button', { name: 'Layer 9' }).click();
    await titled(page, titles[1]!);
    await trail(page).getByRole('button', { name: 'The model' }).click();
    await titled(page, titles[0]!);
  });

  it('moves on its way in, and stands still at its end', async () => {
    const page = await open('/map', { reducedMotion: 'no-preference' });
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() =>
        seen.push(document.querySelector('.stage > div')?.getAttribute('style') ?? ''),
      ).observe(document.querySelector('.stage')!, { subtree: true, attributes: true, attributeFilter: ['style'] });
    });
    await map(page).getByRole('button', { name: 'Into layer 9' }).click();
    await titled(page, titles[1]!);
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.some((style) => /scale\((?!1\))/.test(style))).toBe(true);
    expect(await map(page).locator('.stage > [data-level="floor"]').getAttribute('style')).toBeFalsy();
  });

  it('lists what is on the level, and fills a wide screen with the row beside the head and the pair', async () => {
    const page = await open('/map#level=head', { viewport: { width: 1440, height: 900 } });
    await titled(page, 'Layer 9 · Head 11: who looks where');
    await map(page).locator('aside .strip').waitFor();
    await page.getByText('The same as a list').click();
    await page.getByText('Layer 9, head 11: where each token looks most.').waitFor();
    const names = await map(page)
      .locator('.listing data')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-tensor')!));
    expect(names).toHaveLength(39);
    expect(names.every((name) => name.startsWith('attentions[8][10]['))).toBe(true);
    await page.goto(`${new URL(page.url()).origin}/map#level=products`);
    await page.reload();
    await titled(page, '64 products, one sum');
    const rows = map(page).locator('aside tbody tr');
    await rows.nth(12).waitFor();
    const [scores, weights] = await Promise.all(
      [0, 1].map((place) =>
        rows.evaluateAll(
          (all, at) => all.map((row) => Number((row.querySelectorAll('data')[at] as HTMLDataElement).value)),
          place,
        ),
      ),
    );
    const sum = scores!.reduce((total, score) => total + Math.exp(score), 0);
    for (const [place, weight] of weights!.entries()) {
      expect(Math.abs(weight - Math.exp(scores![place]!) / sum)).toBeLessThan(1e-4);
    }
    await rows.nth(1).getByRole('button').click();
    await expect.poll(() => new URL(page.url()).hash).toContain('key=1');
  });

  it('says that strands cancel as vectors, and what the last row of words is', async () => {
    const page = await open('/map', { javaScriptEnabled: false });
    await page.getByText('As vectors the strands partly cancel').waitFor();
    const value = async (name: string) =>
      Number(await map(page).locator(`.into [data-tensor="${name}"]`).getAttribute('value'));
    const kept = await value('token_mixing.8[8][8]');
    const mixing = numberAt(await served(firstPreset.text, ['mixing.8']), 'mixing.8[8][0]');
    expect(await value('1 - token_mixing.8[8][8]')).toBeCloseTo(1 - kept, 6);
    expect(mixing).toBeLessThan(1 - kept);
    expect(await map(page).locator('.wide .words small').innerText()).toBe('predicts');
  });

  it('is all there without scripts: the picture, and as a list what flows into each token', async () => {
    for (const [width, shown] of [
      [1280, '.wide'],
      [360, '.narrow'],
    ] as const) {
      const page = await open('/map', { javaScriptEnabled: false, viewport: { width, height: 800 } });
      expect(await map(page).locator(`.model${shown}`).isVisible()).toBe(true);
      expect(await map(page).locator(`.model${shown} .others path`).count()).toBeGreaterThan(150);
    }
    const page = await open('/map', { javaScriptEnabled: false });
    await page.getByText('The same as a list').click();
    const floors = map(page).locator('.floors > li');
    expect(await floors.count()).toBe(12);
    expect(await floors.nth(8).locator('li').count()).toBe(13);
    expect((await floors.nth(10).locator('li', { hasText: /^it/ }).innerText()).replace(/\s+/g, ' ')).toMatch(
      /^it \.\d\d, cat \.21, /,
    );
  });

  it('is on the first screen, names and words included, at 1440 x 900 and on a phone of 360 x 740', async () => {
    for (const [width, height, isWide] of [
      [1440, 900, true],
      [360, 740, false],
    ] as const) {
      const page = await open('/map', { viewport: { width, height } });
      const box = (await map(page)
        .locator(`.model.${isWide ? 'wide' : 'narrow'}`)
        .boundingBox())!;
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it('gives axe-core nothing to find at any level in either theme', async () => {
    const page = await open('/map');
    for (const [index, level] of levels.entries()) {
      if (index > 0) await map(page).locator('.trail .in').click();
      await titled(page, titles[index]!);
      expect(await axeFindings(page), level).toEqual([]);
    }
  });

  it('keeps its first level on paper', async () => {
    const page = await open('/map');
    await page.emulateMedia({ media: 'print' });
    expect(await map(page).locator('.model').first().isVisible()).toBe(true);
    expect(await map(page).locator('.trail .in').isVisible()).toBe(false);
  });
});

it('512 tokens: the widest strands only, and it says so', async () => {
  const text = 'the cat saw a dog '.repeat(102).trim();
  const page = await open(`/map#${new URLSearchParams({ text, layer: '9', head: '11', token: '20' })}`);
  await map(page).getByText('Only the widest strands are drawn').waitFor({ timeout: 90_000 });
  expect(await map(page).locator('.others path').count()).toBeLessThanOrEqual(1500);
  await map(page).locator('.trail .in').click();
  await map(page).locator('.heads canvas').first().waitFor({ timeout: 60_000 });
});
