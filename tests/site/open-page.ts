import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as after } from 'node:timers/promises';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Served } from '../../tools/serve/workers.ts';
import { browserHere, leaveBrowser } from '../browser-here.ts';
import { serveSite } from './serve-site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How the pages of a test file are opened. */
export interface SiteOptions {
  /** In CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Milliseconds that what is waited for on a page may take. */
  readonly patience?: number;
}

/** The built site and one browser for a test file; every page of a test is closed after it, and leaves nothing behind. */
export function useSite({ viewport = { width: 1280, height: 1000 }, patience = 10_000 }: SiteOptions = {}) {
  let site: Served;
  let browser: Browser;
  const profiles = new Map<string, Promise<Profile>>();
  beforeAll(async () => {
    [site, browser] = await Promise.all([serveSite(), browserHere()]);
  });
  afterEach(async () => {
    for (const profile of profiles.values()) await clear(await profile);
  });
  afterAll(async () => {
    await leaveBrowser();
    await site?.stop();
  });
  const url = (path: string) => new URL(path, site.url).href;
  return {
    url,
    /** A page in a browser profile of which no other test has left anything but what its cache holds. */
    async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const key = JSON.stringify(options);
      // What draws itself would take the time of the tests; those that look at it say so.
      const made = { viewport, reducedMotion: 'reduce', ...options } as const;
      const profile = profiles.get(key) ?? startProfile(browser, made, url('/robots.txt'));
      profiles.set(key, profile);
      const { context } = await profile.catch(async (cause) => {
        throw new Error(`expected a first page; the site ${await lifeSign(url('/robots.txt'))}`, { cause });
      });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const { onTheWay, quiet } = requestsOf(page);
      try {
        await page.goto(url(path));
        if (options.javaScriptEnabled !== false) await awake(page);
      } catch (cause) {
        const waitsFor = [...onTheWay].map((request) => request.url());
        const found = `it waits for ${waitsFor.join(', ') || 'nothing'}; the site ${await lifeSign(url('/robots.txt'))}`;
        throw new Error(`expected ${path} to wake; ${found}`, { cause });
      }
      await quiet();
      return page;
    },
  };
}

/** Milliseconds without a request after which a page is taken to have all that it asks for by itself. */
const quietTime = 100;

/** What a site says to who is no browser, for the error of a page that does not come. */
function lifeSign(address: string): Promise<string> {
  return fetch(address, { signal: AbortSignal.timeout(5000) }).then(
    ({ status }) => `answers ${status}`,
    (error: unknown) => `does not answer: ${error}`,
  );
}

/** Begins to count what a page asks for; `quiet` waits until nothing is on its way. */
function requestsOf(page: Page): { readonly onTheWay: ReadonlySet<Request>; readonly quiet: () => Promise<void> } {
  const onTheWay = new Set<Request>();
  let last = Date.now();
  const changed = () => {
    last = Date.now();
  };
  page.on('request', (request) => {
    onTheWay.add(request);
    changed();
  });
  const ended = (request: Request) => {
    onTheWay.delete(request);
    changed();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const quiet = async () => {
    while (onTheWay.size > 0 || Date.now() - last < quietTime) await after(quietTime / 4);
  };
  return { onTheWay, quiet };
}

/**
 * A browser's profile that serves a whole test file. Its first page stays: while it is there, the process that draws the
 * site is there too, and to start one takes as long as to draw a page.
 */
interface Profile {
  readonly context: BrowserContext;
  readonly stays: Page;
}

async function startProfile(browser: Browser, options: BrowserContextOptions, address: string): Promise<Profile> {
  const context = await browser.newContext(options);
  const stays = await context.newPage();
  await stays.goto(address);
  return { context, stays };
}

/** As a new profile is, except for the files that it has fetched. */
async function clear({ context, stays }: Profile): Promise<void> {
  for (const page of context.pages()) if (page !== stays) await page.close();
  await context.setOffline(false);
  await context.clearCookies();
  const session = await context.newCDPSession(stays);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(stays.url()).origin, storageTypes: 'all' });
  await session.detach();
}

/** The parts of a page that wake at once, and those in sight, have woken: a click before that would be lost. */
export async function awake(page: Page): Promise<void> {
  const isAwake = () => {
    const asleep = [...document.querySelectorAll('astro-island[ssr]:not([client=touched])')];
    return !asleep.some((island) => {
      if (island.getAttribute('client') === 'load') return true;
      const { top, bottom } = (island.firstElementChild ?? island).getBoundingClientRect();
      return top < innerHeight && bottom > 0 && bottom > top;
    });
  };
  // As long as a page may take to load.
  await page.waitForFunction(isAwake, undefined, { timeout: 30_000 });
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

/**
 * axe-core parses the same few colours anew for every element, a third of its time. This keeps what a colour was parsed
 * to: the same numbers, and a colour that cannot be parsed is still refused each time.
 */
const keptColours = `{
  const { Color } = axe.commons.color;
  const parse = Color.prototype.parseString;
  const kept = new Map();
  Color.prototype.parseString = function (text) {
    if (!kept.has(text)) {
      parse.call(this, text);
      kept.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = kept.get(text);
    return this;
  };
}`;

/** What a theme may change: colours alone, which these rules look at. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

/** Everything that axe-core finds in either theme on the page as it is, or in a part of it. */
export async function axeFindings(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe + keptColours);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await runAxe(page, within, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await runAxe(page, within, { runOnly: rulesOfColours });
  await page.emulateMedia({ colorScheme: null });
  return [...light.map((finding) => `light: ${finding}`), ...dark.map((finding) => `dark: ${finding}`)];
}

type RunAxe = (within: string, options: RunOptions) => Promise<AxeResults>;

async function runAxe(page: Page, within: string, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate(
    ([part, rules]) => (window as unknown as { axe: { run: RunAxe } }).axe.run(part, rules),
    [within, { ...options, resultTypes: ['violations'] }] as [string, RunOptions],
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
}
