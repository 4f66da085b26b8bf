import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useSite } from './open-page.ts';

const { open } = useSite({ viewport: { width: 1280, height: 3000 } });

const weightOf = (page: Page, tensor: string) =>
  page.locator(`.bars data[data-tensor="${tensor}"]`).evaluate((one) => Number((one as HTMLDataElement).value));
const sumsOf = (page: Page) =>
  page.locator('.head .sum data').evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));

it('reads a head by norm, whole words only and without special tokens, and a link restores all of it', async () => {
  const page = await open('/#text=Tokenization+splits+words.&layer=8&head=4&token=2');
  await page.locator('.heads canvas').waitFor();
  await page.getByLabel('Norm', { exact: true }).check();
  await page.locator('.head', { hasText: 'the largest in this sentence' }).waitFor();
  expect(await page.locator('.bars data').first().getAttribute('data-tensor')).toMatch(/^attention_norms\.7\[3\]\[2\]/);
  await page.getByLabel('Words, not pieces').check();
  await page.getByLabel('Fold [CLS] and [SEP]').check();
  await page.getByText('Pieces of a word count as one: their columns are summed, their rows averaged.').waitFor();
  expect(await page.locator('.head .label.across').allInnerTexts()).toEqual(['Tokenization', 'splits', 'words', '.']);
  const hash = new URL(page.url()).hash;
  expect(hash).toContain('&lens=norm&words=1&fold=1');

  const again = await open(`/${hash}`);
  await again.locator('.head', { hasText: 'the largest in this sentence' }).waitFor();
  expect(await again.locator('.head .label.across').allInnerTexts()).toEqual(['Tokenization', 'splits', 'words', '.']);
  expect(await again.getByLabel('Norm', { exact: true }).isChecked()).toBe(true);
  expect(await sumsOf(again)).toEqual(await sumsOf(page));
});

it('folds special tokens without renormalising: a cell keeps its weight, and the rest of the row is the folded share, within 1e-6', async () => {
  const page = await open('/');
  await page.locator('.heads canvas').waitFor();
  const whole = await weightOf(page, 'attentions[8][10][8][2]');
  await page.getByLabel('Fold [CLS] and [SEP]').check();
  await page.locator('.bars', { hasText: 'folded' }).waitFor();
  expect(await weightOf(page, 'attentions[8][10][8][2]')).toBe(whole);
  const bars = await page
    .locator('.bars data')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
  expect(Math.abs(bars.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-6);
});

it('rolls attention out per layer: one picture for all heads of a layer, rows that sum to 1 within 1e-5', async () => {
  const page = await open('/#layer=12');
  await page.locator('.heads canvas').waitFor();
  await page.getByLabel('Rollout').check();
  await page.getByText('Layers 1 to 12 · all heads').waitFor();
  for (const sum of await sumsOf(page)) expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
  await page.getByRole('heading', { name: 'All 12 layers' }).waitFor();
});
