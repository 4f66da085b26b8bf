import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { scoreAttributionResponse } from '../../../../shared/api/score-attribution/contract.ts';
import { readFragment } from '../../../../site/reader/fragment.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { downloaded } from '../../downloaded.ts';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ patience: 20_000 });
const path = '/chapters/scores';
const figure = (page: Page) => page.locator('#why-it-looks-there-figure');
const title = (page: Page, words: string) => figure(page).getByRole('heading', { name: words }).waitFor();

/** The chapter, with the figure in sight. */
async function openFigure(at = path, options: Parameters<typeof open>[1] = {}): Promise<Page> {
  const page = await open(at, options);
  await figure(page).scrollIntoViewIfNeeded();
  return page;
}

/** All digits of the numbers at the ends of the bars, from the top; the last is what they add up to. */
const ends = (page: Page) =>
  page
    .locator('.waterfall > li')
    .evaluateAll((rows) => rows.map((row) => Number(row.querySelector<HTMLDataElement>('data')!.value)));

/** Where each bar begins and ends on the screen, in pixels from the left. */
const bars = (page: Page) =>
  page.locator('.waterfall .track i').evaluateAll((all) =>
    all.map((bar) => {
      const { left, right } = bar.getBoundingClientRect();
      return bar.classList.contains('negative') ? { from: right, to: left } : { from: left, to: right };
    }),
  );

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function served(body: Readonly<Record<string, unknown>>) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url('/v1/score-attribution'), { method: 'POST', headers, body: JSON.stringify(body) });
  return scoreAttributionResponse.parse(await response.json());
}

const { text, layer, head, token } = firstPreset;
const itToCat = { text, layer, head, from: token, to: 2 };

describe('the pieces', () => {
  it('add up to the score that the API serves, within 1e-3, on the page and on the screen', async () => {
    const page = await openFigure();
    const errors = errorsOf(page);
    const values = await ends(page);
    const { score } = await served(itToCat);
    expect(values).toHaveLength(7);
    expect(Math.abs(values.at(-1)! - score)).toBeLessThan(1e-4);
    expect(Math.abs(sum(values.slice(0, -1)) - score)).toBeLessThan(1e-3);
    const drawn = await bars(page);
    drawn.slice(1, -1).forEach(({ from }, at) => {
      expect(Math.abs(from - drawn[at]!.to)).toBeLessThan(2.5);
    });
    expect(Math.abs(drawn.at(-1)!.to - drawn.at(-2)!.to)).toBeLessThan(2.5);
    const table = await figure(page)
      .locator('table td data')
      .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    expect(table).toHaveLength(25);
    expect(Math.abs(sum(table) - score)).toBeLessThan(1e-3);
    expect(errors).toEqual([]);
  });

  it('are those of another pair when its key is chosen, and what sets that key apart adds up too', async () => {
    const page = await openFigure();
    await figure(page).locator('.strip button', { hasText: 'sat' }).click();
    await title(page, 'the score of “it” for “sat”');
    const { score, above_row_mean } = await served({ ...itToCat, to: 3 });
    const whole = await ends(page);
    expect(Math.abs(whole.at(-1)! - score)).toBeLessThan(1e-4);
    expect(Math.abs(sum(whole.slice(0, -1)) - score)).toBeLessThan(1e-3);
    await figure(page).getByRole('button', { name: 'What sets “sat” apart' }).click();
    const apart = await ends(page);
    expect(Math.abs(apart.at(-1)! - above_row_mean)).toBeLessThan(1e-4);
    expect(Math.abs(sum(apart.slice(0, -1)) - above_row_mean)).toBeLessThan(1e-3);
  });

  it('follow the reader to another head, where the places speak', async () => {
    const page = await openFigure(`${path}#${new URLSearchParams({ text, layer: '3', head: '10', token: '3' })}`);
    await title(page, 'the score of “sat” for “on”, layer 3, head 10');
    expect(await figure(page).locator('.waterfall .words').first().innerText()).toBe(
      'The place of “sat” fits the place of “on”',
    );
    const { score } = await served({ text, layer: 2, head: 9, from: 3, to: 4 });
    expect(Math.abs(sum((await ends(page)).slice(0, -1)) - score)).toBeLessThan(1e-3);
  });

  it('of the first layer are of words, places and what is always there', async () => {
    const page = await openFigure(`${path}#${new URLSearchParams({ text, layer: '1', head: '2', token: '8' })}`);
    await title(page, 'layer 1, head 2');
    expect(await figure(page).locator('thead th').allInnerTexts()).toEqual(['word', 'place', 'always']);
    const values = await ends(page);
    expect(Math.abs(sum(values.slice(0, -1)) - values.at(-1)!)).toBeLessThan(1e-3);
  });
});

describe('what is in a piece', () => {
  it('adds up to it on either side, and leads to the map at the head that it names', async () => {
    const page = await openFigure();
    const [piece] = await ends(page);
    await figure(page).locator('summary').first().click();
    const sides = figure(page).locator('.waterfall details[open] ul');
    for (const side of await sides.all()) {
      const values = await side
        .locator('data')
        .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
      expect(Math.abs(sum(values) - piece!)).toBeLessThan(1e-4);
    }
    const link = figure(page).locator('.waterfall details[open] a').first();
    const [, headNumber, layerNumber] = /head (\d+) of layer (\d+)/.exec(await link.innerText())!;
    const { hash } = new URL((await link.getAttribute('href'))!, page.url());
    const place = readFragment(hash, { text: '', pair: '', layer: 0, head: 0, token: 0 });
    expect(place).toEqual({ text, pair: '', layer: Number(layerNumber) - 1, head: Number(headNumber) - 1, token: 2 });
    await link.click();
    await page.waitForURL(/\/map#.*level=head/);
    await page.locator(`.sentence-line [data-token="cat"][aria-pressed=true]`).waitFor();
    expect(readFragment(new URL(page.url()).hash, place)).toEqual(place);
  });

  it('is said below the table for the cell that is touched', async () => {
    const page = await openFigure();
    await figure(page).locator('tbody tr').nth(3).locator('button').nth(2).click();
    const said = figure(page).locator('.touched');
    expect(await said.innerText()).toContain(
      'What feed-forward networks made of “it” fits what heads brought to “cat”',
    );
    await figure(page).locator('tbody tr').nth(3).locator('button').nth(2).click();
    await said.waitFor({ state: 'detached' });
  });
});

describe('the first touch', () => {
  const chosen = (page: Page) => figure(page).locator('.choices [aria-pressed=true]').innerText();

  it('loads what makes the figure live, and nothing before it does', async () => {
    const page = await openFigure();
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.waitForLoadState('networkidle');
    expect(fetched.filter((file) => file.endsWith('.js'))).toEqual([]);
    await figure(page).locator('h2').hover();
    await expect.poll(() => fetched.some((file) => /WhyItLooksThere.*\.js$/.test(file))).toBe(true);
  });

  it('is a press by a finger that counts, or the focus of a key, which stays where it was', async () => {
    const page = await openFigure(path, { hasTouch: true });
    await figure(page).getByRole('button', { name: 'What sets' }).tap();
    await expect.poll(() => chosen(page)).toBe('What sets “cat” apart');
    const other = await openFigure();
    await figure(other).getByRole('button', { name: 'What sets' }).focus();
    await other.waitForLoadState('networkidle');
    await other.keyboard.press('Enter');
    await expect.poll(() => chosen(other)).toBe('What sets “cat” apart');
  });
});

it('asks nothing before it is in sight', async () => {
  const page = await open(`${path}#text=Dogs+chase+cats.&layer=3&head=2&token=3`, {
    viewport: { width: 1280, height: 900 },
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.locator('.sentence-line [data-token="dogs"]').click();
  await page.waitForLoadState('networkidle');
  expect(asked).not.toContain('/v1/score-attribution');
  await figure(page).scrollIntoViewIfNeeded();
  await title(page, '“dogs”');
  expect(asked).toContain('/v1/score-attribution');
});

it('is all there without scripts: sentences, bars, the table, and what is in each piece', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  const values = await ends(page);
  expect(Math.abs(sum(values.slice(0, -1)) - values.at(-1)!)).toBeLessThan(1e-3);
  await figure(page).locator('summary').first().click();
  await figure(page).locator('.waterfall details[open] a').first().waitFor();
  expect(await figure(page).locator('.strip:visible, .choices:visible').count()).toBe(0);
});

it('is whole where it is taken along, and on paper: sentences, and every number of the table', async () => {
  const page = await openFigure();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    figure(page).getByRole('button', { name: 'SVG', exact: true }).click(),
  ]);
  const drawing = String(await downloaded(file));
  for (const words of ['What feed-forward networks made of', '+2.13', 'All 20 others together', '+7.52']) {
    expect(drawing).toContain(words);
  }
  expect(drawing).not.toContain('head 10 of layer 8');
  await page.emulateMedia({ media: 'print' });
  expect(await figure(page).locator('.waterfall .words:visible').count()).toBe(7);
  expect(await figure(page).locator('tbody td data:visible').count()).toBe(25);
});

it('gives axe-core nothing to find in either theme, on a phone, with a piece open, and nothing sticks out', async () => {
  const page = await openFigure(path, { viewport: { width: 360, height: 740 } });
  await figure(page).locator('summary').first().click();
  await figure(page).locator('tbody button').first().click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await axeFindings(page, '#why-it-looks-there-figure')).toEqual([]);
});

describe('in the playground', () => {
  const panel = (page: Page) => page.locator('#why');

  it('is folded and asks nothing until it is opened; then it takes the chosen pair apart', async () => {
    const page = await open('/playground');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await panel(page).scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    expect(asked).not.toContain('/v1/score-attribution');
    await panel(page).getByRole('button', { name: 'Take the score apart' }).click();
    await panel(page).locator('.waterfall').waitFor();
    const { score } = await served(itToCat);
    expect(Math.abs(sum((await ends(page)).slice(0, -1)) - score)).toBeLessThan(1e-3);
    expect(await axeFindings(page, '#why')).toEqual([]);
  });
});
