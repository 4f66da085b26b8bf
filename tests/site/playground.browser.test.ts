import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Served } from '../../tools/serve/workers.ts';
import { launchBrowser } from './launch-browser.ts';
import { serveSite } from './serve-site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const cat = 'The cat sat on the mat because it was tired.';

let site: Served;
let browser: Browser;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function open(fragment = '', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1600 }, ...options });
  closing.push(() => context.close());
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(new URL(`/playground${fragment}`, site.url).href);
  return page;
}

/** Until the page has its first answer, the overview is a picture and no canvas. */
async function openLive(fragment?: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await open(fragment, options);
  await page.locator('.all-heads canvas').waitFor();
  return page;
}

type Nested = readonly (number | Nested)[];

async function ask<Answer>(route: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(new URL(route, site.url), { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

interface Attention {
  readonly attentions: Nested;
  readonly metrics: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** [row, column, number] of every numeral of the matrix. */
async function numerals(page: Page): Promise<[number, number, number][]> {
  return page.locator('.matrix-grid .numeral data').evaluateAll((all) =>
    all.map((one) => {
      const [row, column] = (one.closest('[data-cell]') as HTMLElement).dataset.cell!.split(',').map(Number);
      return [row!, column!, Number((one as HTMLDataElement).value)];
    }),
  );
}

async function expectNumerals(page: Page, square: Nested, tolerance: number): Promise<void> {
  const printed = await numerals(page);
  expect(printed.length).toBeGreaterThan(20);
  for (const [row, column, value] of printed) {
    const expected = (square[row] as readonly number[])[column]!;
    expect(Math.abs(value - expected), `[${row}][${column}]`).toBeLessThan(tolerance);
  }
}

const lens = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();
const settled = (page: Page) => page.locator('.panel[aria-busy=true]').first().waitFor({ state: 'detached' });

describe('the matrix', () => {
  it("prints the API's weights, within 1e-6, in tokens and in words", async () => {
    const page = await openLive();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10] });
    await expectNumerals(page, (attentions[0] as Nested)[0] as Nested, 1e-6);
    const text = 'Tokenization splits embeddings into wordpieces like snowboarding.';
    await page.getByRole('button', { name: 'Words in pieces' }).click();
    await page.locator('.strip button', { hasText: '##boarding' }).waitFor();
    await page.getByLabel('words').check();
    await page.locator('.matrix .label.across', { hasText: 'snowboarding' }).waitFor();
    const merged = await ask<Attention>('/v1/attention', { text, layers: [7], heads: [3], words: true });
    await expectNumerals(page, (merged.attentions[0] as Nested)[0] as Nested, 2e-6);
  });

  it('reads a head by norm and by rollout as the API does, within 1e-5', async () => {
    const page = await openLive();
    await lens(page, 'norm');
    await page.locator('.matrix-grid data[data-tensor^="attention_norms.8[10]"]').first().waitFor();
    const norm = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10], reduce: 'norm' });
    const lengths = (norm.attentions[0] as Nested)[0] as readonly (readonly number[])[];
    const shares = lengths.map((row) => row.map((value) => value / row.reduce((sum, other) => sum + other, 0)));
    await expectNumerals(page, shares, 1e-5);
    await lens(page, 'rollout');
    await page.locator('.matrix-grid data[data-tensor^="rollout[8]"]').first().waitFor();
    const rolled = await ask<Attention>('/v1/attention', { text: cat, layers: [8], reduce: 'rollout' });
    await expectNumerals(page, rolled.attentions[0] as Nested, 1e-5);
  });

  it('shows one text of a pair against the other, and what a row gives elsewhere', async () => {
    const page = await openLive();
    await page.getByRole('button', { name: 'Two sentences' }).click();
    await page.getByRole('radio', { name: 'A → B' }).check();
    await page.locator('.matrix .label', { hasText: 'elsewhere' }).waitFor();
    const columns = await page.locator('.matrix [role=columnheader] .down').allTextContents();
    expect(columns).toEqual(['the', 'cat', 'sat', 'on', 'the', 'mat', '.', '[SEP]']);
    expect((await page.locator('.matrix .across').allTextContents())[0]).toBe('[CLS]');
    await page.getByLabel('fold [CLS] [SEP]').check();
    expect((await page.locator('.matrix .across').allTextContents())[0]).toBe('where');
    expect(await page.locator('.matrix .end-label data').first().textContent()).toMatch(/^[\d.]+ %$/);
  });
});

describe('all heads', () => {
  it('sorts them by what the API measures, and filters them', async () => {
    const page = await openLive();
    const { metrics } = await ask<Attention>('/v1/attention', { text: cat, metrics: true });
    const entropy = metrics.entropy!.flat();
    const order = entropy.map((_, index) => index).sort((a, b) => entropy[b]! - entropy[a]!);
    await lens(page, 'entropy');
    const first = await page.locator('.all-heads [role=gridcell]').first().getAttribute('aria-label');
    expect(first).toMatch(`Layer ${Math.floor(order[0]! / 12) + 1}, head ${(order[0]! % 12) + 1}, entropy`);
    await page.locator('.all-heads input[type=range]').fill('0.5');
    const kept = entropy.filter((value) => value >= 0.5 * Math.log2(13)).length;
    await page.getByText(`${kept} of 144 heads`).waitFor();
    await page.locator('.all-heads [role=gridcell]').first().click();
    await page
      .getByRole('heading', { name: `Layer ${Math.floor(order[0]! / 12) + 1} · Head ${(order[0]! % 12) + 1}` })
      .waitFor();
  });
});

describe('lines', () => {
  it('are as many as weights reach the threshold, for every head that is laid over', async () => {
    const page = await openLive(`#text=${encodeURIComponent(cat)}&layer=9&head=11&token=8&with=3&least=0.1`);
    await page.locator('.lines').getByRole('radio', { name: 'all' }).check();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10, 2] });
    const expected = attentions.flat(3).filter((weight) => (weight as number) >= 0.1).length;
    expect(await page.locator('.lines .lines path:not(.outline)').count()).toBe(expected);
    expect(await page.locator('.lines .lines').count()).toBe(2);
    expect(await page.locator('.row-bars li').first().locator('data').count()).toBe(2);
  });
});

describe('a link to the playground', () => {
  it('holds everything that is on screen, and gives it back', async () => {
    const page = await openLive();
    await lens(page, 'norm');
    await page.getByLabel('words').check();
    await page.locator('.strip button', { hasText: 'tired' }).click();
    await settled(page);
    const { href } = new URL(page.url());
    expect(href).toContain('lens=norm&words=1');
    const again = await openLive(new URL(href).hash);
    await again.locator('.matrix-grid data[data-tensor^="words(attention_norms.8[10])"]').first().waitFor();
    expect(await again.locator('.strip [aria-pressed=true]').textContent()).toBe('tired');
  });
});

describe('without scripts', () => {
  it('shows the matrix, the lines and the overview of the first sentence', async () => {
    const page = await open('', { javaScriptEnabled: false });
    expect(await page.locator('.matrix [role=gridcell][data-cell]').count()).toBe(169);
    expect(await page.locator('.lines .lines path').count()).toBeGreaterThan(1);
    expect(await page.locator('.all-heads .picture').getAttribute('style')).toContain('/presets/cat.png');
  });
});

describe.each(['light', 'dark'] as const)('axe-core in the %s theme', (colorScheme) => {
  it.each([1440, 360])('finds nothing at %i px, and nothing sticks out', async (width) => {
    const page = await openLive('', { colorScheme, viewport: { width, height: 900 } });
    await page.evaluate(axe);
    const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
    expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`)).toEqual(
      [],
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
