import { globSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Served } from '../../tools/serve/workers.ts';
import { browserHere, leaveBrowser } from '../browser-here.ts';
import { builtPages, pagesToOpen } from './built-pages.ts';
import { serveSite } from './serve-site.ts';

let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), browserHere()]);
});
afterAll(async () => {
  await leaveBrowser();
  await site?.stop();
});

const head = (path: string, headers: HeadersInit = {}) => fetch(new URL(path, site.url), { method: 'HEAD', headers });

const served = builtPages.filter((path) => path !== '/404');
const opened = pagesToOpen.filter((path) => path !== '/404');

describe('every page', () => {
  it.each(opened)('%s runs without an error on the console or a violation of its policy', async (path) => {
    const page = await browser.newPage();
    const found: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') found.push(message.text());
    });
    page.on('pageerror', ({ message }) => found.push(message));
    page.on('requestfailed', (request) => found.push(request.url()));
    await page.goto(new URL(path, site.url).href, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await page.close();
    expect(found).toEqual([]);
  });

  it.each(served)('%s says what it may load, and is not sniffed, framed or named to others', async (path) => {
    const { status, headers } = await head(path);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toMatch(
      /script-src 'self' 'wasm-unsafe-eval' ('sha256-[^']{44}' ?)+;/,
    );
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('refuses an inline script that the build did not make', async () => {
    const page = await browser.newPage();
    await page.goto(new URL('/notes', site.url).href);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      return 'injected' in window;
    });
    await page.close();
    expect(ran).toBe(false);
  });
});

describe('robots.txt', () => {
  it('leads to a sitemap of every page', async () => {
    const textOf = async (address: string) => (await fetch(new URL(new URL(address).pathname, site.url))).text();
    const listedBy = async (address: string) =>
      [...(await textOf(address)).matchAll(/<loc>(.*?)<\/loc>/g)].map(([, listed]) => listed!);
    const robots = await textOf(new URL('/robots.txt', site.url).href);
    const sitemaps = await listedBy(/^Sitemap: (.*)$/m.exec(robots)?.[1] ?? '');
    const listed = (await Promise.all(sitemaps.map(listedBy))).flat().map((address) => new URL(address).pathname);
    expect(listed.sort()).toEqual([...served].sort());
  });
});

describe('what may be kept', () => {
  it('is, for good, what carries a hash in its name', async () => {
    const [script] = globSync('_astro/*.js', { cwd: 'dist' });
    const { headers } = await head(`/${script}`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('is asked for again where the name stays the same, and costs no body when it is unchanged', async () => {
    const path = '/models/all-MiniLM-L6-v2/config.json';
    const { headers } = await head(path);
    expect(headers.get('cache-control')).toBe('public, no-cache');
    const etag = headers.get('etag');
    expect(etag).toMatch(/^(W\/)?"\w+"$/);
    expect((await head(path, { 'if-none-match': etag! })).status).toBe(304);
  });
});
