import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 1400 }, patience: 60_000 });
const path = '/chapters/layers';
const figure = (page: Page) => page.locator('#causal-tracing-figure');

async function at(fragment = '', options = {}): Promise<Page> {
  const page = await open(`${path}${fragment}`, options);
  await figure(page).scrollIntoViewIfNeeded();
  await figure(page).hover();
  await page.locator('astro-island[ssr]:has(#causal-tracing-figure)').waitFor({ state: 'detached' });
  return page;
}

async function post(route: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url(route), { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}

/** Until the figure shows the answer to what is handed over. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(200);
  await figure(page).locator('.verdict:not(.waiting)').waitFor();
  await figure(page).locator('.coming').waitFor({ state: 'detached' });
}

type Request = { text: string; interventions: unknown[] };

/** The bodies of what the figure shows: the sentence, with what is handed over, and the other sentence. */
async function requests(page: Page): Promise<[Request, Request, Request]> {
  return JSON.parse((await figure(page).locator('.sentences').getAttribute('data-request'))!);
}

const verdict = (page: Page) =>
  figure(page)
    .locator('.verdict data')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
const cell = (page: Page, token: number, layer: number) => figure(page).locator(`[data-cell="${token},${layer}"]`);
const shareIn = async (page: Page, token: number, layer: number) =>
  Number(
    /: (−?\d+)\s% of the way/.exec((await cell(page, token, layer).getAttribute('aria-label'))!)![1]!.replace('−', '-'),
  ) / 100;

async function drag(page: Page, word: string, by: number): Promise<void> {
  const { x, y, width, height } = (await figure(page)
    .getByRole('button', { name: `Hand over “${word}”` })
    .boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 2, y + height / 2 + by, { steps: 5 });
  await page.mouse.up();
}

it('loads its scripts when it is touched, and the touch that woke it is not lost', async () => {
  const page = await open('/404');
  const loaded: string[] = [];
  page.on('request', (request) => request.url().includes('/_astro/') && loaded.push(request.url()));
  await page.goto(url(path));
  await page.waitForLoadState('networkidle');
  const before = loaded.length;
  await figure(page).getByRole('button', { name: 'italy', exact: true }).dispatchEvent('click');
  await figure(page).locator('.ask', { hasText: '“italy” go?' }).waitFor();
  expect(loaded.length).toBeGreaterThan(before);
  await page.emulateMedia({ media: 'print' });
  const upper = await figure(page).locator('.column > button').filter({ visible: true }).allInnerTexts();
  expect(upper.map((text) => text.trim())).toContain('paris');
  const tops = (name: string) =>
    figure(page)
      .locator(`.column > ${name}`)
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(Math.max(...(await tops('button')))).toBeLessThan(Math.min(...(await tops('.into'))));
});

describe('a word that is dragged from one sentence into the other', () => {
  it('gives the guesses that the API gives with this intervention', async () => {
    const page = await at();
    const errors = errorsOf(page);
    await figure(page).getByRole('slider').fill('12');
    await drag(page, '[MASK]', 60);
    await settled(page);
    const [, patched] = await requests(page);
    expect(patched).toEqual({
      text: 'Rome is the capital of [MASK].',
      interventions: [{ at: 'hidden_states.11', tokens: [6], patch: { text: 'Paris is the capital of [MASK].' } }],
    });
    const { masks } = await post('/v1/fill-mask', { ...patched, top_k: 50 });
    const shown = await figure(page)
      .locator('.bar-list li')
      .evaluateAll((all) =>
        all.map((one) => ({
          token: one.querySelector('.word')!.textContent!.trim(),
          value: [...one.querySelectorAll('data')].at(-1)!.getAttribute('data-tensor')!.includes('@1')
            ? Number([...one.querySelectorAll('data')].at(-1)!.value)
            : undefined,
        })),
      );
    expect(shown.length).toBeGreaterThan(2);
    for (const { token, value } of shown) {
      const served = masks[0].candidates.find((one: { token: string }) => one.token === token)?.probability;
      if (value === undefined) expect(served, token).toBeUndefined();
      else expect(Math.abs(served - value), token).toBeLessThan(1e-6);
    }
    expect(await figure(page).locator('.into.blank').innerText()).toMatch(/italy\s*france/);
    expect(errors).toEqual([]);
  });

  it('and let go on the way stays where it was; pressed with Enter it is handed over too', async () => {
    const page = await at();
    await cell(page, 6, 11).click();
    await settled(page);
    await drag(page, 'paris', 14);
    await settled(page);
    expect(await figure(page).locator('.handed button').getAttribute('aria-label')).toContain('[MASK]');
    await figure(page).getByRole('button', { name: 'Hand over “paris”' }).focus();
    await page.keyboard.press('Enter');
    await settled(page);
    expect((await requests(page))[1].interventions).toMatchObject([{ at: 'hidden_states.11', tokens: [1] }]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await figure(page).locator('.handed button').getAttribute('aria-label')).toContain('“is”');
  });

  it.each([
    ['what attention brought', 'attention_output.5'],
    ['the key', 'key.5'],
  ])('hands over %s as well, and the followed word has what the API gives it', async (name, site) => {
    const page = await at();
    await figure(page).getByRole('button', { name, exact: true }).click();
    await settled(page);
    const [, patched] = await requests(page);
    expect(patched.interventions).toMatchObject([{ at: site, tokens: [1] }]);
    const { masks } = await post('/v1/fill-mask', { ...patched, targets: ['france'] });
    expect(Math.abs((await verdict(page))[1]! - masks[0].candidates[0].probability)).toBeLessThan(1e-6);
  });
});

describe('the map of all states', () => {
  it('has in each square what the single request gives, at 5 squares within 0.006', async () => {
    const page = await at();
    const word = async (body: Request) => {
      const { masks } = await post('/v1/fill-mask', { ...body, targets: ['france'] });
      return Math.log(masks[0].candidates[0].probability);
    };
    for (const [token, layer] of [
      [1, 0],
      [1, 11],
      [6, 10],
      [6, 11],
      [4, 2],
    ] as const) {
      await cell(page, token, layer).click();
      await settled(page);
      const [own, patched, source] = await Promise.all((await requests(page)).map(word));
      const share = (patched! - own!) / (source! - own!);
      expect(Math.abs((await shareIn(page, token, layer)) - share), `${token}, ${layer}`).toBeLessThan(0.006);
      expect(Math.abs((await verdict(page)).at(-1)! - share)).toBeLessThan(1e-4);
    }
  });

  it('shows the answer at the word that differs in the early layers, at the blank in the last, and without scripts', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    expect(await figure(page).locator('.state-map i.known').count()).toBe(9 * 12);
    expect(await shareIn(page, 1, 0)).toBeGreaterThan(0.99);
    expect(await shareIn(page, 6, 0)).toBeLessThan(0.01);
    expect(await shareIn(page, 6, 11)).toBeGreaterThan(0.8);
    expect(await figure(page).locator('.handed .into').innerText()).toBe('rome');
    expect(await figure(page).locator('.own').isVisible()).toBe(false);
    expect(await figure(page).innerText()).toContain('not that no other does');
  });

  it('is walked with arrow keys, and what has the focus is handed over', async () => {
    const page = await at();
    await cell(page, 1, 5).focus();
    for (const key of ['End', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    await settled(page);
    expect(await cell(page, 2, 10).evaluate((one) => one === document.activeElement)).toBe(true);
    expect((await requests(page))[1].interventions).toMatchObject([{ at: 'hidden_states.10', tokens: [2] }]);
  });
});

describe("the reader's own two sentences", () => {
  const ask = async (page: Page, from: string, into: string) => {
    const closed = figure(page).locator('details:not([open]) > summary', { hasText: 'of your own' });
    if (await closed.count()) await closed.click();
    await figure(page).getByRole('textbox', { name: 'From' }).fill(from);
    await figure(page).getByRole('textbox', { name: 'Into' }).fill(into);
    await figure(page).getByRole('button', { name: 'Hand over', exact: true }).click();
  };
  const said = (page: Page, text: string | RegExp) =>
    figure(page).locator('#causal-tracing-fault').filter({ hasText: text }).waitFor();

  it('are swept in one request, and stand in the link', async () => {
    const page = await at();
    const asked: string[] = [];
    page.on('request', (request) => request.url().endsWith('/v1/sweep') && asked.push(request.postData() ?? ''));
    await ask(page, 'Cats [MASK] mice.', 'Cows [MASK] grass.');
    await figure(page).locator('.state-map .row-header', { hasText: 'cows' }).waitFor();
    await settled(page);
    expect(asked.map((body) => JSON.parse(body))).toMatchObject([
      { text: 'Cows [MASK] grass.', patch: { text: 'Cats [MASK] mice.' }, over: 'states', position: 2 },
    ]);
    expect(await figure(page).locator('.state-map i.known').count()).toBe(6 * 12);
    const link = await figure(page).getByRole('link', { name: 'Link', exact: true }).getAttribute('href');
    const other = await at(link!);
    await figure(other).locator('.state-map .row-header', { hasText: 'cows' }).waitFor();
    expect(await figure(other).getByRole('textbox', { name: 'From' }).inputValue()).toBe('Cats [MASK] mice.');
  });

  it('that do not go together are answered by what to change, and nothing is lost', async () => {
    const page = await at();
    await ask(page, 'Lyon is in the north of [MASK].', 'Rome is in [MASK].');
    await said(page, 'The upper sentence is 3 tokens longer (10 above, 7 below)');
    await ask(page, 'Paris is in it.', 'Rome is in [MASK].');
    await said(page, 'The upper sentence has not a blank yet. Write [MASK] where BERT should guess.');
    expect(await figure(page).getByRole('textbox', { name: 'From' }).inputValue()).toBe('Paris is in it.');
    expect(await figure(page).locator('.columns').innerText()).toContain('capital');
  });
});

it('gives axe-core nothing to find in either theme on a phone, where nothing sticks out and a finger finds its word', async () => {
  const page = await at('', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await cell(page, 1, 3).tap();
  await settled(page);
  expect(await axeFindings(page, '#causal-tracing-figure')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const heights = await figure(page)
    .locator('.columns button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
});
