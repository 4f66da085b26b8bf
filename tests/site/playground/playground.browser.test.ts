import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { presets } from '../../../site/reader/presets.ts';
import { lineHas, openSheet } from '../open-page.ts';
import {
  type Attention,
  at,
  cat,
  cosine,
  expectNumerals,
  type Filled,
  lens,
  type Nested,
  printed,
  type Traced,
  usePlayground,
} from './playground-page.ts';

const { openLive, ask } = usePlayground();

/** Takes one of the sentences to start from, at its own place. */
async function takeExample(page: Page, id: string): Promise<void> {
  const sheet = await openSheet(page);
  const { text } = presets.find((preset) => preset.id === id)!;
  await sheet.getByRole('list', { name: 'Sentences to start from' }).getByRole('button', { name: text }).click();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}

describe('the matrix', () => {
  it("prints the API's weights, within 1e-6, in tokens and in words", async () => {
    const page = await openLive();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10] });
    await expectNumerals(page, (attentions[0] as Nested)[0] as Nested, 1e-6);
    const { text, layer, head } = presets.find(({ id }) => id === 'pieces')!;
    await takeExample(page, 'pieces');
    await lineHas(page, '##boarding');
    await page.getByRole('checkbox', { name: 'words' }).check();
    await page.locator('.matrix .label.across', { hasText: 'snowboarding' }).waitFor();
    const merged = await ask<Attention>('/v1/attention', { text, layers: [layer], heads: [head], words: true });
    await expectNumerals(page, (merged.attentions[0] as Nested)[0] as Nested, 2e-6);
  });

  it('reads a head by norm and by rollout as the API does, within 1e-5', async () => {
    const page = await openLive();
    await lens(page, 'norm');
    await page.locator('.matrix-grid data[data-tensor^="shares(attention_norms.8[10])"]').first().waitFor();
    const norm = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10], reduce: 'norm' });
    const lengths = (norm.attentions[0] as Nested)[0] as readonly (readonly number[])[];
    const shares = lengths.map((row) => row.map((value) => value / row.reduce((sum, other) => sum + other, 0)));
    await expectNumerals(page, shares, 1e-5);
    await lens(page, 'rollout');
    await page.locator('.matrix-grid data[data-tensor^="rollout[8]"]').first().waitFor();
    const rolled = await ask<Attention>('/v1/attention', { text: cat, layers: [8], reduce: 'rollout' });
    await expectNumerals(page, rolled.attentions[0] as Nested, 1e-5);
  });

  it('shows one text of a pair against the other, and what a row gives elsewhere', async () => {
    const page = await openLive();
    await takeExample(page, 'pair');
    await page.getByRole('radio', { name: 'A → B' }).check();
    await page.locator('.matrix .label', { hasText: 'elsewhere' }).waitFor();
    const columns = await page.locator('.matrix [role=columnheader] .down').allTextContents();
    expect(columns).toEqual(['the', 'cat', 'sat', 'on', 'the', 'mat', '.', '[SEP]']);
    expect((await page.locator('.matrix .across').allTextContents())[0]).toBe('[CLS]');
    await page.getByLabel('fold [CLS] [SEP]').check();
    expect((await page.locator('.matrix .across').allTextContents())[0]).toBe('where');
    expect(await page.locator('.matrix .end-label data').first().textContent()).toMatch(/^[\d.]+\s%$/);
  });
});

describe('all heads', () => {
  it('sorts them by what the API measures, and filters them', async () => {
    const page = await openLive();
    const { metrics } = await ask<Attention>('/v1/attention', { text: cat, metrics: true });
    const entropy = metrics.entropy!.flat();
    const order = entropy.map((_, index) => index).sort((a, b) => entropy[b]! - entropy[a]!);
    await lens(page, 'entropy');
    const first = await page.locator('.all-heads [role=gridcell]').first().getAttribute('aria-label');
    expect(first).toMatch(`Layer ${Math.floor(order[0]! / 12) + 1}, head ${(order[0]! % 12) + 1}, entropy`);
    await page.locator('.all-heads input[type=range]').fill('0.5');
    const kept = entropy.filter((value) => value >= 0.5 * Math.log2(13)).length;
    await page.getByText(`${kept} of 144 heads`).waitFor();
    await page.locator('.all-heads [role=gridcell]').first().click();
    await page
      .getByRole('heading', {
        name: `Layer ${Math.floor(order[0]! / 12) + 1} · Head ${(order[0]! % 12) + 1}`,
        exact: true,
      })
      .waitFor();
  });
});

describe('lines', () => {
  it('are as many as weights reach the threshold, for every head that is laid over', async () => {
    const page = await openLive(`#text=${encodeURIComponent(cat)}&layer=9&head=11&token=8&with=3&least=0.1`);
    await page.locator('.lines').getByRole('radio', { name: 'all' }).check();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat, layers: [8], heads: [10, 2] });
    const expected = attentions.flat(3).filter((weight) => (weight as number) >= 0.1).length;
    expect(await page.locator('.lines .lines path:not(.outline)').count()).toBe(expected);
    expect(await page.locator('.lines .lines').count()).toBe(2);
    expect(await page.locator('.row-bars li').first().locator('data').count()).toBe(2);
  });
});

describe('the chosen pair', () => {
  it("ranks all heads by the API's weight for it, leads to a head, and shows who else looks there, within 1e-6", async () => {
    const page = await openLive('#key=2');
    await page.locator('#pair ol li').nth(20).waitFor();
    const { attentions } = await ask<Attention>('/v1/attention', { text: cat });
    const weights = Array.from({ length: 144 }, (_, index) => ({
      index,
      weight: at(attentions, Math.floor(index / 12), index % 12, 8, 2) as number,
    })).sort((a, b) => b.weight - a.weight);
    await page.getByRole('button', { name: 'All 144 heads' }).click();
    const rows = page.locator('#pair ol').first().locator('li');
    const shown = await rows
      .locator('data')
      .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    expect(shown).toHaveLength(144);
    for (const [rank, value] of shown.entries()) expect(Math.abs(value - weights[rank]!.weight)).toBeLessThan(1e-6);
    const second = weights[1]!.index;
    await rows.nth(1).getByRole('button').click();
    const name = `Layer ${Math.floor(second / 12) + 1} · Head ${(second % 12) + 1}`;
    await page.locator('#matrix h2', { hasText: name }).waitFor();
    await page.locator('#pair').getByText(`${name} is number 2 of 144.`).waitFor();
    const column = page.locator('#pair ol').nth(1).locator('data').first();
    const largest = Math.max(
      ...Array.from({ length: 13 }, (_, row) => at(attentions, Math.floor(second / 12), second % 12, row, 2) as number),
    );
    expect(Math.abs(Number(await column.getAttribute('value')) - largest)).toBeLessThan(1e-6);
  });
});

describe('the neuron view', () => {
  it("shows the API's products, sum, score and weight of the pair that is chosen, within 1e-4", async () => {
    const page = await openLive('#layer=9&head=11&token=8&key=7');
    const { tensors } = await ask<Traced>('/v1/trace', {
      text: cat,
      tensors: ['query.8', 'key.8', 'attention_scores.8', 'attentions.8'],
    });
    const query = at(tensors['query.8']!.data, 10, 8) as readonly number[];
    const key = at(tensors['key.8']!.data, 10, 7) as readonly number[];
    const products = query.map((value, index) => value * key[index]!);
    const sum = products.reduce((total, product) => total + product, 0);
    expect(Math.abs((await printed(page, 'neuron', 'query.8[10][8] . key.8[10][7]')) - sum)).toBeLessThan(1e-4);
    const largest = products
      .map((_, index) => index)
      .sort((a, b) => Math.abs(products[b]!) - Math.abs(products[a]!))[0]!;
    const product = await printed(page, 'neuron', `query.8[10][8][${largest}] * key.8[10][7][${largest}]`);
    expect(Math.abs(product - products[largest]!)).toBeLessThan(1e-4);
    const score = await printed(page, 'neuron', 'attention_scores.8[10][8][7]');
    expect(Math.abs(score - (at(tensors['attention_scores.8']!.data, 10, 8, 7) as number))).toBeLessThan(1e-4);
    const weight = await printed(page, 'neuron', 'attentions[8][10][8][7]');
    expect(Math.abs(weight - (at(tensors['attentions.8']!.data, 10, 8, 7) as number))).toBeLessThan(1e-6);
    await page.locator('#neuron table').getByRole('button', { name: 'mat' }).click();
    await page.getByRole('heading', { name: 'One weight in the making: “it” to “mat”' }).waitFor();
  });
});

describe('the layers view', () => {
  it("shows the API's drift, mixing and words of every hidden state, within 1e-5", async () => {
    const page = await openLive('#text=Paris+is+the+[MASK]+of+France.&token=4');
    const text = 'Paris is the [MASK] of France.';
    const { tensors } = await ask<Traced>('/v1/trace', {
      text,
      tensors: ['hidden_states.0', 'hidden_states.7', 'mixing.6'],
    });
    const vector = (name: string) => at(tensors[name]!.data, 4) as readonly number[];
    await page.locator('#layers .own, #layers .word').first().waitFor();
    const drifted = await printed(page, 'layers', 'cos(hidden_states.7[4], hidden_states.0[4])');
    expect(Math.abs(drifted - cosine(vector('hidden_states.7'), vector('hidden_states.0')))).toBeLessThan(1e-5);
    expect(
      Math.abs((await printed(page, 'layers', 'mixing.6[4][0]')) - (at(tensors['mixing.6']!.data, 4, 0) as number)),
    ).toBeLessThan(1e-5);
    const { masks } = await ask<Filled>('/v1/fill-mask', { text, positions: [4], hidden_states: [0, 7, 12], top_k: 3 });
    const rows = await page.locator('#layers tbody tr').all();
    for (const [place, layer] of [0, 7, 12].entries()) {
      const words = await rows[layer]!.locator('.word .token').allTextContents();
      expect(words).toEqual(masks[place]!.candidates.map(({ token }) => token));
    }
  });
});
