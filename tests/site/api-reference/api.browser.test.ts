import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { siteTable } from '../../../shared/bert/site-table.ts';
import { useSite } from '../open-page.ts';

const { open, url } = useSite();

async function send(page: Page, body?: string): Promise<void> {
  if (body !== undefined) await page.getByLabel('Body, JSON').fill(body);
  await page.getByRole('button', { name: 'Send' }).click();
}

const outcome = (page: Page) => page.locator('.outcome');
const answerOf = (page: Page) => page.getByRole('region', { name: 'The answer' });

describe('the form on /api', () => {
  it('sends the example and shows status, time, size and answer', async () => {
    const page = await open('/api');
    await send(page);
    await answerOf(page).waitFor();
    expect(await outcome(page).textContent()).toMatch(/Status 200.*Time \d+ ms.*Size [\d.]+ (bytes|kB)/);
    expect(JSON.parse((await answerOf(page).textContent()) ?? '')).toMatchObject({
      object: 'attention',
      shape: [1, 1, 13, 13],
    });
  });

  it('takes another route with its own example, and one without a body', async () => {
    const page = await open('/api');
    await page.getByLabel('Route').selectOption('POST /v1/fill-mask');
    expect(await page.getByLabel('Body, JSON').inputValue()).toContain('Paris is the [MASK] of France.');
    await send(page);
    await answerOf(page).getByText('capital').waitFor();
    await page.getByLabel('Route').selectOption('GET /health');
    expect(await page.getByLabel('Body, JSON').count()).toBe(0);
    await send(page);
    await answerOf(page).getByText('memory_bytes').waitFor();
  });

  it("shows a refusal in the API's own words", async () => {
    const page = await open('/api');
    await send(page, '{"text": "Hello.", "layers": [12]}');
    await outcome(page).getByText('layers[0]: expected 0 to 11, found 12.').waitFor();
    expect(await outcome(page).textContent()).toContain('Status 400');
  });

  it('says what is wrong with a body that is no JSON, and with the connection', async () => {
    const page = await open('/api');
    await send(page, '{"text": ');
    await outcome(page).getByText('The body is not JSON, so it was not sent.').waitFor();
    await page.route('**/v1/**', (route) => route.abort());
    await send(page, '{"text": "Hello."}');
    await outcome(page).getByText('The API could not be reached.').waitFor();
  });

  it('cuts a long answer short and says so', async () => {
    const page = await open('/api');
    await send(page, '{"text": "The cat sat.", "layers": [0, 1]}');
    await answerOf(page).getByText('more characters; "Copy" takes all.').waitFor();
  });
});

it.each(['/api', '/docs'])('%s copies a block of code as it is written', async (path) => {
  const page = await open(path, { permissions: ['clipboard-read', 'clipboard-write'] });
  const button = page.getByRole('button', { name: /^Copy: / }).first();
  const code = await page.locator('pre code').first().textContent();
  await button.click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

describe('/docs without scripts', () => {
  it('shows every operation and leads to each field by its address', async () => {
    const document = (await (await fetch(url('/openapi.json'))).json()) as {
      paths: Record<string, object>;
    };
    const methods = Object.values(document.paths).flatMap((path) => Object.keys(path));
    const page = await open('/docs#createTrace.request.head_mask', { javaScriptEnabled: false });
    expect(await page.locator('.operation').count()).toBe(methods.length);
    const field = page.locator('.field:target');
    expect(await field.textContent()).toContain('1 keeps a head, 0 knocks it out');
    expect(await field.textContent()).toContain('each 0 to 1');
  });

  it('has no two places with one address, and no link that leads nowhere on the page', async () => {
    const page = await open('/docs', { javaScriptEnabled: false });
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const links = await page
      .locator('a[href^="#"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')!.slice(1)));
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  });
});

describe('the map of the pass', () => {
  it('is there without scripts: every site once, with its shape, its formula and its hook, and leads to chapters that exist', async () => {
    const page = await open('/docs#site.attentions', { javaScriptEnabled: false });
    const rows = page.locator('.pass .site');
    expect(await rows.count()).toBe(Object.keys(siteTable).length);
    const row = page.locator('.site:target');
    expect(await row.innerText()).toMatch(
      /attentions\.\{layer\}[\s\S]*\[heads, n, n\][\s\S]*softmax[\s\S]*hook_pattern/,
    );
    const links = await rows.locator('a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    expect(links.length).toBe(2 * Object.keys(siteTable).length);
    for (const link of new Set(links)) expect((await fetch(link)).status, link).toBe(200);
  });

  it('leads from a place of the drawing to its chapter', async () => {
    const page = await open('/docs#pass');
    await page.locator('[id="site.context"] .place').click();
    await page.waitForURL('**/chapters/weighted-sum*');
  });
});
