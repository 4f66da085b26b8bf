import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, axeFindings, errorsOf, lineHas, lineTokens, tokenPicked, useSite } from './open-page.ts';

const folder = new URL('../../site/content/chapters/', import.meta.url);
const chapters = readdirSync(folder).map((file) => file.replace(/\.mdx$/, ''));

/** From 1 on a chapter is a step of the mechanism, and shows its code; 0 is the question before the first. */
function stepOf(id: string): number {
  const [, order] = /^order: (\d+)$/m.exec(readFileSync(new URL(`${id}.mdx`, folder), 'utf8'))!;
  return Number(order);
}

const { open, url } = useSite({ viewport: { width: 1280, height: 4000 } });

const sentence = '#text=Dogs+chase+cats.&layer=3&head=2&token=3';
/** All digits of the printed numbers of the chapter's own figure whose tensor matches; its opening picture may print them too. */
const numbers = (page: Page, tensor: string) =>
  page
    .locator(`.chapter-figure.${page.url().split('/').at(-1)!} data[data-tensor${tensor}]`)
    .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));

describe.each(chapters)('the chapter %s', (id) => {
  it('draws its figure without scripts, every printed number named', async () => {
    const page = await open(`/chapters/${id}`, { javaScriptEnabled: false });
    expect(await page.locator('.chapter-figure').count()).toBeGreaterThan(0);
    expect(await page.locator('.chapter-figure [data-tensor]').count()).toBeGreaterThan(3);
    expect(await page.locator('.chapter-figure .model').first().textContent()).toContain('bert-base-uncased');
    expect(await page.locator('#the-model').textContent()).toContain('eight or six bits');
    expect(await page.locator('.code').count()).toBe(stepOf(id) === 0 ? 0 : 1);
    if (stepOf(id) === 0) return;
    expect(await page.locator('.code pre').isVisible()).toBe(false);
    await page.locator('.code summary').click();
    expect((await page.locator('.code pre').innerText()).trim().split('\n').length).toBeLessThanOrEqual(12);
  });

  it("follows the reader's own sentence without an error, for axe-core too, and fits a phone", async () => {
    const page = await open('/404');
    const errors = errorsOf(page);
    await page.goto(url(`/chapters/${id}${sentence}`));
    await lineHas(page, 'chase');
    expect(await tokenPicked(page)).toBe('cats');
    await page.locator(`.chapter-figure.${id}`, { hasText: 'cats' }).waitFor();
    await askSentence(page, 'Snowboarding is fun!');
    await lineHas(page, '##boarding');
    await page.locator('.sentence-line [data-token=snow]').click();
    await page.locator(`.chapter-figure.${id}`, { hasText: 'snow' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(errors).toEqual([]);
  });
});

it('chapters are numbered from 0 without a gap, each page by its place in the list', async () => {
  expect(chapters.map(stepOf).sort((a, b) => a - b)).toEqual(chapters.map((_, index) => index));
  const page = await open('/chapters/attention-off', { javaScriptEnabled: false });
  expect(await page.locator('article header').innerText()).toContain('Chapter 0');
  const listed = await page
    .locator('.chapters a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(listed.slice(0, 2)).toEqual(['/chapters/attention-off', '/chapters/tokens']);
  expect(
    await page.locator('.turn a:visible').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['/chapters/scores', '/chapters/tokens']);
});

it('the short way leads from stage to stage, counts them, and says where it ends', async () => {
  const way = ['attention-off', 'scores', 'softmax', 'weighted-sum', 'heads', 'residual'];
  const page = await open('/chapters/attention-off', { javaScriptEnabled: false });
  for (const [index, id] of way.entries()) {
    expect(new URL(page.url()).pathname).toBe(`/chapters/${id}`);
    const counted = `the short way, ${index + 1} of ${way.length}`;
    expect(await page.locator('article header').innerText()).toContain(counted);
    if (index < way.length - 1) await page.locator('.turn a[rel=next]').click();
  }
  expect(await page.locator('.turn').innerText()).toContain('Here the short way ends.');
});

it('scores: 64 products, divided by 8, are the score that the model gave, within 1e-4', async () => {
  const page = await open('/chapters/scores');
  const [sum] = await numbers(page, '="query.8[10][8] . key.8[10][2]"');
  const [score] = await numbers(page, '="attention_scores.8[10][8][2]"');
  expect(Math.abs(sum! / 8 - score!)).toBeLessThan(1e-4);
});

it('softmax: the weights printed sum to 1 within 1e-6, and are exponentials over their sum within 1e-5', async () => {
  const page = await open('/chapters/softmax');
  const weights = await numbers(page, '^="attentions.8"');
  const exponentials = await numbers(page, '^="exp(attention_scores.8"');
  const [sum] = await numbers(page, '^="sum(exp("');
  expect(weights.length).toBe(13);
  expect(Math.abs(weights.reduce((total, weight) => total + weight, 0) - 1)).toBeLessThan(1e-6);
  weights.forEach((weight, index) => {
    expect(Math.abs(exponentials[index]! / sum! - weight)).toBeLessThan(1e-5);
  });
});

it("weighted-sum: every printed weight, the others' included, adds up to 1 within 1e-6", async () => {
  const page = await open('/chapters/weighted-sum');
  const weights = [
    ...(await numbers(page, '^="attentions.8"]:not([data-tensor*="value"])[data-tensor')),
    ...(await numbers(page, '^="rest(attentions"')),
  ];
  expect(weights.length).toBe(6);
  expect(Math.abs(weights.reduce((total, weight) => total + weight, 0) - 1)).toBeLessThan(1e-6);
});

it('residual: in every layer more of the weight than of the output belongs to other tokens', async () => {
  const page = await open('/chapters/residual');
  const weights = await numbers(page, '^="1 - mean(attentions"');
  const shares = await numbers(page, '^="mixing"');
  expect(shares.length).toBe(12);
  shares.forEach((share, layer) => {
    expect(share).toBeLessThan(weights[layer]!);
  });
});

it('a chapter opens on the place of the one before', async () => {
  const page = await open(`/chapters/scores${sentence}`);
  await page.locator('.chapter-figure', { hasText: 'chase' }).first().waitFor();
  await page.locator('a[rel=next]').click();
  await page.locator('.chapter-figure', { hasText: 'chase' }).first().waitFor();
  expect(new URL(page.url()).hash).toBe(sentence);
});

it("the way to the list of chapters keeps the reader's sentence", async () => {
  const page = await open(`/${sentence}`);
  await lineHas(page, 'chase');
  await page.getByRole('link', { name: 'Chapters', exact: true }).click();
  await page.waitForURL('**/chapters#text=*');
  expect(await page.locator('.chapters a').count()).toBe(chapters.length);
  await page.locator('.chapters a').nth(4).click();
  await lineHas(page, 'chase');
  expect(await lineTokens(page)).toContain('chase');
});

it('keeps its layout on a phone for text from right to left and for Chinese characters', async () => {
  const mixed =
    '#text=%D7%A9%D7%9C%D7%95%D7%9D+%D7%A2%D7%95%D7%9C%D7%9D%2C+%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C&token=2';
  for (const path of ['/', '/chapters/scores', '/chapters/tokens']) {
    const page = await open(`${path}${mixed}`, { viewport: { width: 360, height: 4000 } });
    await lineHas(page, '世');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});
