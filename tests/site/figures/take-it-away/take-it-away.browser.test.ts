import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 900 }, patience: 20_000 });
const paris = '#text=Paris+is+the+[MASK]+of+France.';
const chapters = readdirSync('site/content/chapters').map((file) => file.replace(/\.mdx$/, ''));
const figure = (page: Page) => page.locator('#take-it-away-figure');
const verdict = (page: Page, outcome: string) => figure(page).locator(`.answer [data-outcome=${outcome}]`);

/** The figure awake, with its answers in sight. */
async function at(chapter: string, fragment = ''): Promise<Page> {
  const page = await asleep(chapter, fragment);
  const island = page.locator('astro-island[ssr]:has(#take-it-away-figure)');
  if (fragment) await island.waitFor({ state: 'detached' });
  await figure(page).getByRole('button', { name: 'Show the answer' }).click();
  await island.waitFor({ state: 'detached' });
  if (fragment === paris) await figure(page).locator('.sentence', { hasText: 'of France.' }).waitFor();
  await settled(page);
  return page;
}

async function asleep(chapter: string, fragment = '', options = {}): Promise<Page> {
  const page = await open(`/chapters/${chapter}${fragment}`, options);
  await figure(page).scrollIntoViewIfNeeded();
  return page;
}

/** Until the figure shows the answer to what is set. */
const settled = async (page: Page) => {
  await page.waitForTimeout(200);
  await page.locator('#take-it-away-figure:not([data-before])').waitFor();
};

/** A word's probabilities with the whole model and with the changed one. */
const shares = (page: Page, word: string) =>
  figure(page)
    .locator('.pairs li')
    .filter({ has: page.locator('.word', { hasText: new RegExp(`^${word.replace('.', '\\.')}$`) }) })
    .first()
    .locator('data')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));

const choose = async (page: Page, name: string) => {
  await figure(page).getByRole('button', { name, exact: true }).click();
  await settled(page);
};

describe('Paris is the [MASK] of France.', () => {
  it('without positions loses “capital”; the old weights bring it back, with more than .99', async () => {
    const page = await at('positions', paris);
    const errors = errorsOf(page);
    await verdict(page, 'other').waitFor();
    expect((await shares(page, 'capital'))[0]).toBeGreaterThan(0.99);
    expect((await shares(page, '.')).at(-1)).toBeGreaterThan(0.7);
    expect(await figure(page).locator('.sentence').innerText()).toMatch(/capital\s*→\s*\./);
    await choose(page, 'No positions, the old weights');
    await verdict(page, 'same').waitFor();
    expect((await shares(page, 'capital'))[1]).toBeGreaterThan(0.99);
    expect(await figure(page).locator('.answer').innerText()).toContain('can do without positions');
    expect(errors).toEqual([]);
  });

  it('keeps its guess above .99 with equal weights in layers 1 to 4, not in all; the handles move by keys', async () => {
    const page = await at('softmax', paris);
    await verdict(page, 'same').waitFor();
    expect((await shares(page, 'capital'))[1]).toBeGreaterThan(0.99);
    await choose(page, '9 to 12');
    await verdict(page, 'weaker').waitFor();
    await figure(page).getByRole('slider', { name: 'First layer' }).press('Home');
    await figure(page).getByText('In layers 1 to 12').waitFor();
    await figure(page).locator('.answer [data-outcome=other], .answer [data-outcome=lost]').waitFor();
    await figure(page).getByRole('slider', { name: 'Last layer' }).press('Home');
    await figure(page).getByText('In layer 1', { exact: true }).waitFor();
  });

  it('is still “capital” without the division by 8', async () => {
    const page = await at('scores', paris);
    await verdict(page, 'same').waitFor();
    expect((await shares(page, 'capital'))[1]).toBeGreaterThan(0.9);
  });

  it('stands beside the page’s sentence at a tap, and leaves the reader’s in place', async () => {
    const page = await at('layers');
    await choose(page, 'Paris is the … of France.');
    await figure(page).locator('.sentence', { hasText: 'of France.' }).waitFor();
    expect(await page.locator('.sentence-line').innerText()).toContain('cat');
  });
});

describe('one token', () => {
  it('is the reader’s choice, and what is taken away is what the API is asked for', async () => {
    const page = await at('weighted-sum', paris);
    await figure(page).locator('.strip button', { hasText: 'paris' }).click();
    await settled(page);
    const after = (await shares(page, 'capital'))[1]!;
    expect(after).toBeLessThan(0.9);
    await figure(page).getByText('Ask the API for this').click();
    const line = await figure(page).locator('pre').innerText();
    const body = /-d '(.*)'$/s.exec(line)![1]!;
    expect(JSON.parse(body).interventions).toEqual([{ at: 'value.*', tokens: [1], set: 0 }]);
    const answer = await fetch(url('/v1/fill-mask'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { masks } = (await answer.json()) as { masks: { candidates: { token: string; probability: number }[] }[] };
    const served = masks[0]!.candidates.find(({ token }) => token === 'capital')!.probability;
    expect(Math.abs(served - after)).toBeLessThan(1e-6);
  });
});

describe('the reader’s own sentence', () => {
  it('is blanked out at the word that is tapped', async () => {
    const page = await at('projections', '#text=Dogs+chase+cats.&token=3');
    await figure(page).locator('.sentence', { hasText: 'chase' }).waitFor();
    await figure(page).getByRole('button', { name: 'Blank out “chase”' }).click();
    await figure(page).getByRole('button', { name: 'Blank out “cats”' }).waitFor();
    await settled(page);
    expect(JSON.parse((await figure(page).locator('.pairs').getAttribute('data-request'))!)[0]).toEqual({
      text: 'Dogs chase cats.',
      mask_tokens: [2],
    });
  });

  it('that is too long is refused in words, and the picture stays', async () => {
    const page = await open(`/chapters/heads#text=${'word+'.repeat(600)}`);
    await figure(page).scrollIntoViewIfNeeded();
    await figure(page).locator('.news', { hasText: 'too long' }).waitFor();
    expect(await figure(page).locator('.pairs li').count()).toBe(5);
  });
});

it('keeps its answer back until a guess is made, whose distance is said; another setting asks anew, and paper has it all', async () => {
  const page = await asleep('residual');
  const answer = figure(page).locator(':is(.answer, .pairs .right i, .sentence .is):not(.others *)');
  const inSight = () => answer.filter({ visible: true }).count();
  const all = await answer.count();
  expect(all).toBeGreaterThan(4);
  expect(await inSight()).toBe(0);
  expect(await figure(page).locator('.pairs .left i:not(.others *)').filter({ visible: true }).count()).toBeGreaterThan(
    1,
  );
  await page.emulateMedia({ media: 'print' });
  expect(await inSight()).toBe(all);
  expect(await figure(page).locator('.sentence').innerText()).toContain('The cat sat on the mat because');
  await page.emulateMedia({ media: 'screen' });
  const slider = figure(page).getByRole('slider', { name: /Your guess/ });
  await slider.press('ArrowRight');
  await slider.press('ArrowRight');
  await figure(page).locator('.ghost.set').waitFor();
  expect(await inSight()).toBe(0);
  await slider.press('Enter');
  await expect.poll(inSight).toBeGreaterThan(4);
  expect(await figure(page).locator('.verdict').innerText()).toMatch(/You say 3\d\s%\. It is \d+ points less/);
  await choose(page, 'No path past feed-forward');
  await figure(page).locator('.ghost:not(.set)').waitFor();
  expect((await figure(page).locator('.verdict').innerText()).trim()).toBe('');
  expect(await inSight()).toBe(0);
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2, { steps: 3 });
  await figure(page).locator('.ghost.set').waitFor();
  expect(await inSight()).toBe(0);
  await page.mouse.up();
  await figure(page)
    .locator('.verdict', { hasText: /You say (79|8[0-2])\s%/ })
    .waitFor();
  await choose(page, 'No path past attention');
  await figure(page).getByRole('button', { name: 'Show the answer' }).click();
  await choose(page, 'No path past feed-forward');
  await settled(page);
  expect(await inSight()).toBeGreaterThan(4);
});

describe.each(chapters)('%s', (chapter) => {
  it('holds the picture, its question and its caution before any script runs, every choice of it', () => {
    const html = readFileSync(`dist/chapters/${chapter}.html`, 'utf8');
    const part = html.slice(html.indexOf('id="take-it-away-figure"'));
    expect(part).toContain('BERT was never trained in such a state');
    expect(part).toContain('other parts may have stepped in');
    expect(part.match(/data-outcome=/g)!.length).toBeGreaterThan(0);
  });
});

it('without scripts every choice stands there with its bars, and no switch', async () => {
  const page = await open('/chapters/positions', { javaScriptEnabled: false });
  const pairs = figure(page).locator('.pairs');
  expect(await pairs.count()).toBe(3);
  for (const one of await pairs.all()) expect(await one.isVisible()).toBe(true);
  expect(await figure(page).locator('.answer').isVisible()).toBe(true);
  expect(await figure(page).locator('.switches').isVisible()).toBe(false);
});

it('gives axe-core nothing to find in either theme, on a phone, with a range and a guess; nothing sticks out', async () => {
  const page = await asleep('softmax', '', { viewport: { width: 360, height: 740 } });
  await figure(page)
    .getByRole('slider', { name: /Your guess/ })
    .press('ArrowRight');
  await figure(page).locator('.ghost.set').waitFor();
  await figure(page).getByText('Ask the API for this').click();
  expect(await axeFindings(page, '#take-it-away-figure')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
