import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { presets } from '../../../site/reader/presets.ts';
import { askSentence, lineHas, useSite } from '../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 6000 }, patience: 20_000 });

/** Until the figures of the text listen: their markers lose `ssr` when they are hydrated. What stands at the end is not in sight. */
const live = (page: Page) =>
  page
    .locator('main astro-island[ssr]:not([client=touched], [component-url*="TakeItAway"])')
    .first()
    .waitFor({ state: 'detached' });

/** All digits of the printed numbers of a figure whose tensor matches. */
const numbers = (page: Page, figure: string, tensor: string) =>
  page
    .locator(`.chapter-figure.${figure} data[data-tensor${tensor}]`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));

it('counts one token that is not listed as one', async () => {
  const page = await open(
    '/chapters/lenses#text=one+two+three+four+five+six+seven+eight+nine+ten+eleven+twelve+thirteen+fourteen+fifteen&token=3',
  );
  await lineHas(page, 'seven');
  await page.locator('.chapter-figure.lenses', { hasText: '1 token with less weight is not listed.' }).waitFor();
});

describe('a guess', () => {
  const asking = [
    ['tokens', 'longest-match'],
    ['embeddings', 'arithmetic'],
    ['softmax', 'softmax'],
    ['residual', 'residual'],
    ['layers', 'two-sentences'],
    ['lenses', 'sinks'],
  ] as const;

  it.each(asking)(
    'hides nothing in %s: its numbers are there without one, for screen readers too',
    async (id, figure) => {
      const page = await open(`/chapters/${id}`, {
        reducedMotion: 'no-preference',
        viewport: { width: 1280, height: 900 },
      });
      const box = page.locator(`.chapter-figure.${figure}`);
      await box.locator('.predict').waitFor();
      const values = await box
        .locator('data[data-tensor]')
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent!));
      expect(values.length).toBeGreaterThan(1);
      const tree = await box.ariaSnapshot();
      // What is heard has plain spaces only.
      for (const value of values) expect(tree).toContain(value.replaceAll('\u00a0', ' '));
      await box.scrollIntoViewIfNeeded();
      await expect.poll(() => box.locator('.coming').count()).toBe(0);
      const clipped = await box
        .locator('[data-answer]')
        .evaluateAll((all) =>
          all.filter((one) => one.getAnimations().length === 0 && getComputedStyle(one).clipPath !== 'none'),
        );
      expect(clipped).toEqual([]);
      expect(await page.getByRole('button', { name: /show me|reveal/i }).count()).toBe(0);
    },
  );

  it.each([
    ['softmax', 'softmax', /You say 35\s%\. It is 98\s%,\s+63 points more; as the scores are it is\s+84\s%/],
    ['residual', 'residual', /You say 35\s%\. It is 29\s%,\s+6 points less/],
    ['lenses', 'sinks', /You say 35\s%\. It is 32\s%,\s+3 points less/],
    ['layers', 'two-sentences', /You say \.60\. It is\s+\.49,\s+\.11 less/],
  ])('is drawn in %s as a ghost with its value, by arrow keys, and its distance said', async (id, figure, said) => {
    const page = await open(`/chapters/${id}`);
    await live(page);
    const box = page.locator(`.chapter-figure.${figure}`);
    const ghost = box.getByRole('slider', { name: 'Your guess' });
    expect(await ghost.getAttribute('aria-valuetext')).toBe('no guess yet');
    expect((await box.locator('.verdict').textContent())?.trim()).toBe('');
    await ghost.press('ArrowRight');
    await ghost.press('ArrowLeft');
    expect(await ghost.getAttribute('aria-valuetext')).toMatch(/\.60|35\s%/);
    expect(
      await box.locator('.ghost.set').evaluate((one) => (one as HTMLElement).style.getPropertyValue('--guess')),
    ).toBe(`${await ghost.inputValue()}%`);
    expect(await box.locator('.verdict').textContent()).toMatch(said);
  });

  it('is dragged by the pointer to where it is let go', async () => {
    const page = await open('/chapters/residual');
    await live(page);
    const ghost = page.locator('.residual .ghost');
    await ghost.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await ghost.boundingBox())!;
    await page.mouse.move(x + width * 0.35, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.8, y + height / 2, { steps: 5 });
    await page.mouse.up();
    expect(await page.locator('.residual .verdict').textContent()).toMatch(/You say (79|80|81)\s%/);
  });

  it.each(['softmax', 'residual'])('belongs to its sentence: about another there is none in %s', async (id) => {
    const page = await open(`/chapters/${id}`);
    await live(page);
    const figure = page.locator(`.chapter-figure.${id}`);
    await figure.getByRole('slider', { name: 'Your guess' }).press('ArrowRight');
    expect((await figure.locator('.verdict').textContent())?.trim()).not.toBe('');
    await askSentence(page, 'My brother gave the old dog a bone.');
    await lineHas(page, 'brother');
    await expect.poll(async () => (await figure.locator('.verdict').textContent())?.trim()).toBe('');
    expect(await figure.locator('.ghost.set').count()).toBe(0);
  });

  it('about one token goes when another is chosen', async () => {
    const page = await open('/chapters/residual');
    await live(page);
    await page.locator('.residual').getByRole('slider').press('ArrowRight');
    await page.locator('.sentence-line [data-token]').first().click();
    await page.locator('.residual .predict').getByText('for “[CLS]”').waitFor();
    expect(await page.locator('.residual .ghost.set').count()).toBe(0);
  });

  it.each(asking)('is not asked for in %s without scripts, and the answer is there', async (id, figure) => {
    const page = await open(`/chapters/${id}`, { javaScriptEnabled: false });
    const box = page.locator(`.chapter-figure.${figure}`);
    expect(await box.locator('.predict').count()).toBe(1);
    expect(await box.locator('.predict').isVisible()).toBe(false);
    const hidden = await box
      .locator('data[data-tensor]')
      .evaluateAll(
        (all) => all.filter((one) => !one.closest('details') && !one.checkVisibility({ opacityProperty: true })).length,
      );
    expect(hidden).toBe(0);
  });
});

describe('the numbers of a picture', () => {
  it.each(['scores', 'softmax', 'weighted-sum', 'heads', 'residual', 'lenses', 'layers'])(
    'are few in %s: at most twelve are printed in a figure, the others come with their row',
    async (id) => {
      const page = await open(`/chapters/${id}`);
      await live(page);
      const printed = await page
        .locator(`.chapter-figure.${id} data[data-tensor]`)
        .evaluateAll((all) => all.filter((one) => one.checkVisibility({ opacityProperty: true })).length);
      expect(printed).toBeGreaterThan(0);
      expect(printed).toBeLessThanOrEqual(12);
    },
  );

  it('of a row come on focus, by arrow keys, and under a tap', async () => {
    const page = await open('/chapters/lenses');
    await live(page);
    const rows = page.locator('.lenses tr[data-quiet]');
    const isShown = (row: number) =>
      rows
        .nth(row)
        .locator('.number')
        .first()
        .evaluate((one) => one.checkVisibility({ opacityProperty: true }));
    expect(await isShown(1)).toBe(false);
    await rows.nth(0).focus();
    await page.keyboard.press('ArrowDown');
    expect(await isShown(1)).toBe(true);
    await rows.nth(3).click();
    expect([await isShown(1), await isShown(3)]).toEqual([false, true]);
  });
});

it('a word of the prose lights the part of the figure it names, on focus and, until it is left, by a key', async () => {
  const page = await open('/chapters/scores');
  const word = page.locator('.part', { hasText: 'the query' }).first();
  const strip = page.locator('.scores [data-part=query]');
  await word.focus();
  expect(await strip.getAttribute('class')).toContain('lit');
  await word.blur();
  expect(await strip.getAttribute('class')).not.toContain('lit');
  await word.press('Enter');
  await word.blur();
  expect([await word.getAttribute('aria-pressed'), await strip.getAttribute('class')]).toEqual([
    'true',
    expect.stringContaining('lit'),
  ]);
});

it('softmax: adding a number to all scores changes no weight by more than 1e-12; multiplying them does', async () => {
  const page = await open('/chapters/softmax');
  await live(page);
  const before = await numbers(page, 'softmax', '^="attentions.8[10][8]["');
  const added = page.getByLabel('add to every score');
  for (let press = 0; press < 7; press++) await added.press('ArrowRight');
  const shifted = await numbers(page, 'softmax', '^="sum(only(softmax(1 * "');
  expect(shifted.length).toBe(13);
  const [largest] = await numbers(page, 'softmax', '^="max(abs(softmax("');
  expect(largest).toBeLessThan(1e-12);
  shifted.forEach((weight, index) => {
    expect(Math.abs(weight - before[index]!)).toBeLessThan(1e-6);
  });
  await page.getByLabel(/^multiply every score by/).press('ArrowRight');
  const [sharper] = await numbers(page, 'softmax', '^="max(abs(softmax("');
  expect(sharper).toBeGreaterThan(0.05);
});

it('scores: the products can be summed largest first, and the row stands with and without the division, within 1e-5', async () => {
  const page = await open('/chapters/scores');
  await live(page);
  const steps = async () => (await page.locator('.scores svg path').last().getAttribute('d'))?.split('L').length;
  const bars = () =>
    page
      .locator('.scores [data-part=running] rect')
      .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('height'))));
  await page.getByRole('button', { name: 'largest first' }).click();
  const sizes = await bars();
  expect([await steps(), sizes.length]).toEqual([64, 64]);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  const scores = await numbers(page, 'scores [data-part=row]', '^="attention_scores.8[10][8]["');
  const undivided = await numbers(page, 'scores table', '^="8 * attention_scores"');
  expect(undivided).toEqual(scores.map((score) => expect.closeTo(score * 8, 5)));
});

it('longest match: cuts a word of the reader as the tokenizer does', async () => {
  const page = await open('/chapters/tokens');
  await live(page);
  await page.getByLabel('A word', { exact: true }).fill('Unaffable');
  await page.getByRole('button', { name: 'Cut it' }).click();
  await page.locator('.longest-match .options').getByRole('button', { name: '3', exact: true }).click();
  await page.locator('.longest-match .yes', { hasText: 'una' }).waitFor();
  expect(await page.locator('.longest-match .yes b').allTextContents()).toEqual(['una', '##ffa', '##ble']);
  expect(await page.locator('.longest-match .no').count()).toBe(6 + 3);
});

it('knock-out: the guesses are those of the API with the head, and all heads of its layer, taken out', async () => {
  const page = await open('/chapters/lenses');
  await live(page);
  await page.getByRole('button', { name: 'all 12 heads of the layer' }).click();
  await page.locator('.knock-out h2', { hasText: 'without any head of layer 9' }).waitFor();
  const [whole, change] = JSON.parse((await page.locator('.knock-out [data-request]').getAttribute('data-request'))!);
  expect(change.head_mask[8]).toEqual(Array(12).fill(0));
  for (const [request, body] of [whole, change].entries()) {
    const response = await fetch(url('/v1/fill-mask'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { masks } = (await response.json()) as { masks: { candidates: { probability: number }[] }[] };
    const printed = await numbers(page, 'knock-out', `^="sum(only(softmax(logits@${request}"`);
    expect(printed).toEqual(masks[0]!.candidates.map(({ probability }) => expect.closeTo(probability, 6)));
  }
});

it('two sentences: another word and other sentences are compared, and a missing word is said', async () => {
  const page = await open('/chapters/layers');
  await live(page);
  const figure = page.locator('.two-sentences');
  await figure.getByRole('textbox').nth(1).fill('The river has no account of it.');
  await figure.getByRole('button', { name: 'Compare' }).click();
  await page
    .locator('.two-sentences h2', { hasText: '“the” in three sentences' })
    .or(page.getByText('no word in common'))
    .waitFor();
  await figure.getByRole('textbox').nth(1).fill('Nothing here fits.');
  await figure.getByRole('button', { name: 'Compare' }).click();
  await page.getByText('The three sentences have no word in common.').waitFor();
});

it('a long sentence, whose tensors are too much for one answer, is drawn from several', async () => {
  const { text } = presets.find(({ id }) => id === 'long')!;
  const page = await open('/404');
  const answers: number[] = [];
  page.on('response', (response) => response.url().endsWith('/v1/trace') && answers.push(response.status()));
  await page.goto(url(`/chapters/residual#${new URLSearchParams({ text, token: '3' })}`));
  await page.locator('.residual h2', { hasText: '“weather”' }).waitFor();
  expect(await numbers(page, 'residual', '^="mixing."')).toHaveLength(12);
  await page.locator('.word-river h2', { hasText: '“weather”' }).waitFor();
  // Two answers for each of the two figures, and one for the reader's own number in the text. The page knows the sizes beforehand: it is refused nothing.
  expect(answers).toEqual([200, 200, 200, 200, 200]);
});
