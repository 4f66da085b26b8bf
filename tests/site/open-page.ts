import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Served } from '../../tools/serve/workers.ts';
import { launchBrowser } from './launch-browser.ts';
import { serveSite } from './serve-site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How the pages of a test file are opened. */
export interface SiteOptions {
  /** In CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Milliseconds that what is waited for on a page may take. */
  readonly patience?: number;
}

/** The built site and one browser for a test file; every page of a test is closed after it. */
export function useSite({ viewport = { width: 1280, height: 1000 }, patience = 10_000 }: SiteOptions = {}) {
  let site: Served;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    [site, browser] = await Promise.all([serveSite(), launchBrowser()]);
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  const url = (path: string) => new URL(path, site.url).href;
  return {
    url,
    /** A page in a browser profile of its own. */
    async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      // What draws itself would take the time of the tests; those that look at it say so.
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...options });
      contexts.push(context);
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      await page.goto(url(path), { waitUntil: 'networkidle' });
      if (options.javaScriptEnabled !== false) await awake(page);
      return page;
    },
  };
}

/** The parts of a page that wake at once have woken: a click before that would be lost. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('astro-island[client="load"][ssr]'));
}

/** The sheet in which the reader changes the sentence, opened. */
export async function openSheet(page: Page): Promise<Locator> {
  await page.locator('.sentence-line .change').click();
  const sheet = page.locator('dialog.sentence-sheet');
  await sheet.waitFor();
  return sheet;
}

/** Types a sentence into the sheet, and closes it with Enter. */
export async function askSentence(page: Page, text: string, pair?: string): Promise<void> {
  const sheet = await openSheet(page);
  const field = sheet.locator('#sentence');
  await field.fill(text);
  if (pair !== undefined) {
    await sheet.locator('details:not([open]) summary').click();
    await sheet.locator('#pair').fill(pair);
  }
  await field.press('Enter');
  await sheet.waitFor({ state: 'detached' });
}

/** What stands in the sheet's field, which is closed again. */
export async function sentenceOf(page: Page): Promise<string> {
  const sheet = await openSheet(page);
  const text = await sheet.locator('#sentence').inputValue();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  return text;
}

/** Until the line holds a token of the reader's sentence. */
export async function lineHas(page: Page, token: string): Promise<void> {
  await page.locator(`.sentence-line button[data-token="${token}"]`).first().waitFor();
}

/** Until the line shows an answered sentence of so many tokens. */
export async function lineCounts(page: Page, tokens: number, timeout = 60_000): Promise<void> {
  const shown = page.locator('.sentence-line .row:not(.before) button[data-token]');
  await shown.nth(tokens - 1).waitFor({ timeout });
  await shown.nth(tokens).waitFor({ state: 'detached', timeout });
}

/** The tokens of the sentence's line. */
export async function lineTokens(page: Page): Promise<(string | null)[]> {
  return page
    .locator('.sentence-line [data-token]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-token')));
}

/** The token that is chosen in the sentence's line. */
export async function tokenPicked(page: Page): Promise<string | null> {
  return page.locator('.sentence-line [aria-pressed=true]').getAttribute('data-token');
}

/** What the page logs as an error from now on. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', ({ message }) => errors.push(message));
  return errors;
}

/** Everything that axe-core finds on the page as it is. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
}
