import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedNames } from '../../../site/embed/embedded-names.ts';
import { axeFindings, errorsOf, useSite } from '../open-page.ts';

const { open, url } = useSite();

/** Another site, which puts figures into its page; its own port makes it another origin. */
let host: Server;
let hosted = '';
beforeAll(async () => {
  host = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(hosted));
  await new Promise<void>((listens) => host.listen(0, '127.0.0.1', listens));
});
afterAll(() => host.close());

async function openHost(html: string): Promise<Page> {
  hosted = `<!doctype html><title>A page of another site</title><body>${html}`;
  const page = await open('/robots.txt');
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
  return page;
}

const own = 'text=Dogs+chase+cats+because+they+run.&layer=8&head=8&token=5';

describe('a figure in a page of another site', () => {
  it('stands in a plain frame: it reads the sentence of its address, tells its height, and keeps nothing', async () => {
    const page = await openHost(
      `<script>addEventListener('message', ({ data }) => { window.told = data })</script>
       <iframe src="${url(`/embed/key-shadows#${own}`)}" width="700" height="300"></iframe>`,
    );
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'What “they” asks, layer 8, head 8' }).waitFor();
    expect(await frame.locator('.sentence').textContent()).toBe('“Dogs chase cats because they run.”');
    const told = await page.evaluate(() => (window as unknown as { told: { type: string; height: number } }).told);
    expect(told.type).toBe('bert-attention:height');
    const inside = page.frames()[1]!;
    const left = await inside.evaluate(async () => ({
      height: Math.ceil(document.documentElement.getBoundingClientRect().height),
      stored: [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length],
      isolated: crossOriginIsolated,
    }));
    expect(left).toEqual({ height: told.height, stored: [0, 0, '', 0], isolated: false });
    expect(await page.context().cookies()).toEqual([]);
  });

  it('leads from there to its page in the same state, in a tab of its own', async () => {
    const page = await openHost(`<iframe src="${url(`/embed/key-shadows#${own}`)}" width="700" height="900"></iframe>`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'cats' }).click();
    const back = frame.getByRole('link', { name: 'Explained on' });
    await expect.poll(() => back.getAttribute('href')).toBe(url(`/chapters/scores#${own}&figure=key-shadows-figure`));
    const [tab] = await Promise.all([page.waitForEvent('popup'), back.click()]);
    await tab.locator('#key-shadows-figure', { hasText: 'What “they” asks' }).waitFor();
  });

  it('stands in the element, which is as high as the figure and follows its attributes', async () => {
    const page = await openHost(
      `<script type="module" src="${url('/embed.js')}"></script>
       <bert-attention figure="attention-row" text="Dogs chase cats." layer="5" head="3" token="2"></bert-attention>`,
    );
    const frame = page.frameLocator('bert-attention iframe');
    await frame.locator('.sentence', { hasText: 'Dogs chase cats.' }).waitFor();
    const heights = () =>
      Promise.all([
        page.locator('iframe').evaluate((one) => one.getBoundingClientRect().height),
        page.frames()[1]!.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)),
      ]);
    await expect.poll(async () => (([outer, inner]) => outer - inner)(await heights())).toBe(0);
    await page.locator('bert-attention').evaluate((one) => one.setAttribute('text', 'Cats sleep.'));
    await frame.locator('.sentence', { hasText: 'Cats sleep.' }).waitFor();
  });

  it('believes no other page about its height', async () => {
    const page = await openHost(
      `<script type="module" src="${url('/embed.js')}"></script><bert-attention figure="attention-row"></bert-attention>`,
    );
    await page.frameLocator('iframe').locator('.sentence').waitFor();
    await page.evaluate(() => postMessage({ type: 'bert-attention:height', height: 12345 }, '*'));
    expect(await page.locator('iframe').evaluate((one) => one.style.height)).not.toBe('12345px');
  });
});

describe('the page of a figure alone', () => {
  it.each(embeddedNames)('%s runs without an error, on a phone too, and axe-core finds nothing', async (name) => {
    const page = await open('/robots.txt', { viewport: { width: 360, height: 740 } });
    const errors = errorsOf(page);
    await page.goto(url(`/embed/${name}`));
    await page.waitForFunction(() => !document.querySelector('astro-island[ssr][client=load]'));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('may be framed by every page, also by one that is isolated; no other page of the site may', async () => {
    const headersOf = async (path: string) => (await fetch(url(path))).headers;
    const embed = await headersOf('/embed/key-shadows');
    const policy = embed.get('content-security-policy')!;
    expect(policy).toContain('frame-ancestors *');
    expect(embed.get('cross-origin-opener-policy')).toBeNull();
    expect(embed.get('cross-origin-resource-policy')).toBe('cross-origin');
    const elsewhere = (await headersOf('/chapters/scores')).get('content-security-policy')!;
    expect(policy.replace(/frame-ancestors.*/, '')).toBe(elsewhere.replace(/frame-ancestors.*/, ''));
    expect(elsewhere).toContain("frame-ancestors 'none'");
  });

  it('is complete without scripts', async () => {
    const page = await open('/embed/attention-head', { javaScriptEnabled: false });
    expect(await page.locator('#attention-head-figure').innerText()).toContain('Layer 9 · Head 11');
    expect(await page.locator('.sentence').innerText()).toContain('The cat sat on the mat');
  });
});

describe('the button “Embed” of a figure', () => {
  it('copies a frame that shows what its reader sees', async () => {
    const page = await open(`/chapters/scores#${own}`, { permissions: ['clipboard-read', 'clipboard-write'] });
    const figure = page.locator('#key-shadows-figure');
    await figure.getByRole('heading', { name: 'What “they” asks' }).waitFor();
    await figure.getByRole('button', { name: 'Embed', exact: true }).click();
    await figure.getByRole('button', { name: 'Copy HTML frame' }).click();
    await figure.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    expect(await figure.getByLabel('Code of the figure: HTML frame').inputValue()).toBe(code);
    const frame = (await openHost(code)).frameLocator('iframe');
    await frame.getByRole('heading', { name: 'What “they” asks, layer 8, head 8' }).waitFor();
  });

  it('is at the figures that stand alone, and at no other', async () => {
    const page = await open('/chapters/scores', { viewport: { width: 1280, height: 9000 } });
    await page.waitForFunction(() => !document.querySelector('main astro-island[ssr][client=shown]'));
    const named = await page
      .locator('figure')
      .filter({ has: page.getByRole('button', { name: 'Embed', exact: true }) })
      .evaluateAll((figures) => figures.map(({ id }) => id.replace(/-figure$/, '')));
    expect(named).toEqual(['key-shadows']);
  });
});
