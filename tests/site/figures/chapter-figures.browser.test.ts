import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { presets } from '../../../site/reader/presets.ts';
import { askSentence, useSite } from '../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 6000 }, patience: 20_000 });

/** Until the islands listen: their markers lose `ssr` when they are hydrated. */
const live = (page: Page) => page.locator('astro-island[ssr]').first().waitFor({ state: 'detached' });

/** All digits of the printed numbers of a figure whose tensor matches. */
const numbers = (page: Page, figure: string, tensor: string) =>
  page
    .locator(`.chapter-figure.${figure} data[data-tensor${tensor}]`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));

describe('a guess', () => {
  it('is asked for before the answer shows, and the gap is said in numbers of the model', async () => {
    const page = await open('/chapters/softmax');
    await live(page);
    const table = page.locator('.softmax table');
    expect(await table.isVisible()).toBe(false);
    await page.locator('.softmax .options').getByRole('button', { name: 'mat', exact: true }).click();
    expect(await table.isVisible()).toBe(true);
    const verdict = page.locator('.softmax .verdict');
    expect(await verdict.textContent()).toMatch(/No\..*“cat” gets 0\.8\d\d.*“mat” gets 0\.00\d+, place\s+4 of 13/s);
  });

  it.each([
    ['softmax', 'cat'],
    ['residual', 'about 20 %'],
  ])(
    'belongs to its sentence: about another the answer of %s is covered again, and nothing is pressed',
    async (id, option) => {
      const page = await open(`/chapters/${id}`);
      await live(page);
      const predict = page.locator('.predict');
      await predict.locator('.options').getByRole('button', { name: option, exact: true }).click();
      expect(await predict.locator('.options [aria-pressed="true"]').count()).toBe(1);
      await askSentence(page, 'My brother gave the old dog a bone.');
      await predict.getByRole('button', { name: 'Show me' }).waitFor();
      expect(await predict.locator('.options [aria-pressed="true"]').count()).toBe(0);
      expect((await predict.locator('.verdict').textContent())?.trim()).toBe('');
    },
  );

  it('about one token goes when another is chosen, and the figure stays open', async () => {
    const page = await open('/chapters/residual');
    await live(page);
    const predict = page.locator('.predict');
    await predict.locator('.options button').first().click();
    await page.locator('.sentence-line [data-token]').first().click();
    await predict.getByText('for “[CLS]”').waitFor();
    expect(await predict.locator('.options [aria-pressed="true"]').count()).toBe(0);
    expect(await page.locator('.residual table').isVisible()).toBe(true);
  });

  it('can be left out, with the keyboard alone', async () => {
    const page = await open('/chapters/residual');
    await live(page);
    await page.getByRole('button', { name: 'Show me' }).press('Enter');
    expect(await page.locator('.residual table').isVisible()).toBe(true);
    expect((await page.locator('.residual .verdict').textContent())?.trim()).toBe('');
  });

  it('stands in six chapters, and without scripts the answers are there', async () => {
    const asking = ['tokens', 'embeddings', 'softmax', 'residual', 'layers', 'lenses'];
    for (const id of asking) {
      const page = await open(`/chapters/${id}`, { javaScriptEnabled: false });
      expect(await page.locator('.predict').count()).toBe(1);
      expect(await page.locator('.predict .ask').isVisible()).toBe(false);
      expect(await page.locator('.predict .answer').isVisible()).toBe(true);
    }
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
  await page.getByRole('button', { name: 'Show me' }).click();
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
  await page.getByLabel('multiply every score by').press('ArrowRight');
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
  const scores = await numbers(page, 'scores table', '^="attention_scores.8[10][8]["');
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
  // The page knows the sizes beforehand: it is refused nothing.
  expect(answers).toEqual([200, 200]);
});
