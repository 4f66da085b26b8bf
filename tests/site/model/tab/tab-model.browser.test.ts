import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Served } from '../../../../tools/serve/workers.ts';
import { browserHere, leaveBrowser } from '../../../browser-here.ts';
import { askSentence, lineHas, openSheet } from '../../open-page.ts';
import { serveSite } from '../../serve-site.ts';

let site: Served;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveSite(), browserHere()]);
  context = await browser.newContext({ viewport: { width: 1280, height: 3000 } });
});
afterAll(async () => {
  await leaveBrowser();
  await site?.stop();
});

const text = 'Nobody but this tab reads it.';

/** A page whose API cannot be reached; its static files can. */
async function openWithoutApi(path: string): Promise<{ page: Page; fetched: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.route('**/v1/**', (route) => route.abort());
  await page.goto(new URL(path, site.url).href);
  await page.waitForLoadState('networkidle');
  return { page, fetched };
}

/** All digits of what a chapter's figure prints. */
const numbers = (page: Page) =>
  page
    .locator('.chapter-figure data[data-tensor]')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('data-tensor'), (one as HTMLDataElement).value]));

it('offers to run in the tab when the API is down, says how much that fetches, can be stopped, and then shows what the API would, to the last digit', {
  timeout: 180_000,
}, async () => {
  const withApi = await context.newPage();
  // Where the text opens: on what stands out in it, as where it has been typed.
  await withApi.goto(new URL(`/chapters/scores#text=${encodeURIComponent(text)}`, site.url).href);
  await lineHas(withApi, 'nobody');
  await withApi.waitForLoadState('networkidle');
  const expected = await numbers(withApi);

  const { page, fetched } = await openWithoutApi('/chapters/scores');
  // The weights wait until the reader has cancelled: otherwise a fast disk can be ready before the click.
  let letGo = () => {};
  const cancelled = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/*.safetensors', async (route) => {
    await cancelled;
    await route.continue().catch(() => undefined);
  });
  await askSentence(page, text);
  await page.getByText('The model could not be reached.').first().waitFor();
  expect(fetched.filter((path) => path.endsWith('.safetensors') && path.startsWith('/models/'))).toEqual([]);
  await page.locator('.sentence-line').getByRole('button', { name: 'Run BERT in this tab instead' }).click();
  const run = page.getByRole('button', { name: 'Run in this tab (97 MB)' });
  await run.click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await run.waitFor();
  letGo();
  expect(await page.getByRole('textbox', { name: 'Your sentence' }).inputValue()).toBe(text);

  await run.click();
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const threads = cores === 1 ? 'one thread' : `${Math.min(4, cores)} threads`;
  await page.getByText(`The model runs in this tab, in ${threads}:`).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => numbers(page), { timeout: 40_000 }).toEqual(expected);

  await askSentence(page, 'word '.repeat(600).trim());
  await page.locator('.sentence-line').getByText('too long: the part struck through is not read.').waitFor();
  expect(await page.locator('.status').textContent()).toMatch(/512/);
  await Promise.all([page.close(), withApi.close()]);
});

/** As where a page is shown by another that shares no memory with it. */
async function withoutIsolation(): Promise<void> {
  await context.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const { 'cross-origin-embedder-policy': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
}

it('fetches no weights a second time, and takes one thread where memory cannot be shared', async () => {
  await withoutIsolation();
  const { page, fetched } = await openWithoutApi('/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await page.locator('.heads canvas').waitFor();
  await askSentence(page, text);
  await openSheet(page);
  await page.getByText('Its weights are in this browser already').waitFor();
  await page.getByRole('button', { name: 'Run in this tab', exact: true }).click();
  await page.getByText('The model runs in this tab, in one thread:').waitFor();
  await page.keyboard.press('Escape');
  await lineHas(page, 'nobody');
  expect(fetched.filter((path) => path.startsWith('/models/') && path.endsWith('.safetensors'))).toEqual([]);
  await context.unroute('**/*');
  await page.close();
});

it('takes heads away one at a time in the tab too, and shows them as they come', {
  timeout: 180_000,
}, async () => {
  const { page } = await openWithoutApi('/chapters/lenses#text=Dogs+chase+cats.&layer=3&head=2&token=3');
  const figure = page.locator('#weight-and-effect-figure');
  // How many heads the map has had, whenever that changed.
  await figure.evaluate((element) => {
    const counts = new Set<number>();
    Object.assign(window, { counts });
    const count = () => counts.add(element.querySelectorAll('[role=gridcell].known').length);
    new MutationObserver(count).observe(element, { attributes: true, childList: true, subtree: true });
  });
  await openSheet(page);
  await page.getByRole('button', { name: 'Run in this tab', exact: true }).click();
  await page.getByText('The model runs in this tab').waitFor();
  await page.keyboard.press('Escape');
  await figure.getByText('Your sentence, 144 of 144 heads.').waitFor({ timeout: 90_000 });
  expect(await figure.locator('.blanked').innerText()).toBe('dogs chase [MASK].');
  expect(await figure.locator('[role=gridcell].known').count()).toBe(144);
  const counts = await page.evaluate(() => [...(window as unknown as { counts: Set<number> }).counts]);
  expect(counts.filter((count) => count > 0 && count < 144).length).toBeGreaterThan(3);
  await page.close();
});
