import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ patience: 30_000 });
const brother = 'My brother gave the old dog to his neighbour because she likes animals.';

/** What the part about the reader's sentence prints, by its name in the API. */
const printed = (page: Page) =>
  page
    .locator('.head-here data[data-tensor]')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute('data-tensor') ?? '', Number((one as HTMLDataElement).value)] as const),
    );

/** Holds each printed number against the API's answer for the text. */
async function expectServed(page: Page, text: string): Promise<void> {
  const body = JSON.stringify({ text, metrics: true });
  const headers = { 'content-type': 'application/json' };
  const answer = await (await fetch(url('/v1/attention'), { method: 'POST', headers, body })).json();
  const numbers = await printed(page);
  expect(numbers.length).toBeGreaterThan(8);
  for (const [name, value] of numbers) {
    const at = name.match(/\w+/g)!.reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], answer);
    expect(Math.abs((at as number) - value), name).toBeLessThan(1e-5);
  }
}

const showOwn = async (page: Page) => {
  await page.locator('.own').scrollIntoViewIfNeeded();
  await page.locator('.head-here .go-on').waitFor();
};

describe('the page of a head', () => {
  it('asks nothing until its live part is seen; then shows the reader’s sentence with the numbers of the API', async () => {
    const page = await open('/heads/9-11');
    const errors = errorsOf(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    expect(await page.locator('.sentence-line button[data-token]').count()).toBe(0);

    await showOwn(page);
    expect(await page.locator('.sentence-line .stepper').count()).toBe(0);
    await expectServed(page, 'The cat sat on the mat because it was tired.');
    expect(await page.locator('.standing li').first().innerText()).toMatch(/^it → cat\s+84\s%, usually \d\s%/);

    await askSentence(page, brother);
    await page.locator('.head-here .word', { hasText: 'neighbour' }).waitFor();
    await expectServed(page, brother);
    expect(asked.filter((path) => path.startsWith('/v1/')).length).toBeGreaterThan(0);
    // Links take the sentence along, to the same head.
    const link = page.locator('.go-on a').first();
    const fields = new URLSearchParams(new URL((await link.getAttribute('href'))!, url('/')).hash);
    expect([fields.get('layer'), fields.get('head'), fields.get('level')]).toEqual(['9', '11', 'head']);
    const next = page.locator('[rel=next]');
    await next.hover();
    expect(await next.getAttribute('href')).toContain('/heads/9-12#text=My+brother');
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('a question that fails says so, keeps the answer before, and can be asked again', async () => {
    const page = await open('/heads/4-10');
    await showOwn(page);
    await page.route('**/v1/trace', (route) => route.abort());
    await askSentence(page, brother);
    const again = page.locator('.head-here').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    expect(await page.locator('.head-here .word').allInnerTexts()).toContain('mat');
    await page.unroute('**/v1/trace');
    await again.click();
    await page.locator('.head-here .word', { hasText: 'neighbour' }).waitFor();
    await expectServed(page, brother);
  });

  it('on a phone: nothing wider than the screen, the grid of heads one stop, no findings of axe', async () => {
    const page = await open('/heads/12-8', { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const portrait = (await page.locator('.portrait svg').boundingBox())!;
    expect(portrait.y + portrait.height).toBeLessThan(740);
    const stops = page.locator('.all-heads a[tabindex="0"]');
    expect(await stops.allInnerTexts()).toEqual(['12-8']);
    await stops.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('11-9');
    expect(await stops.allInnerTexts()).toEqual(['11-9']);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('without scripts everything but the reader’s own sentence is there, and says so', async () => {
    const page = await open('/heads/5-4', { javaScriptEnabled: false });
    for (const part of [
      '.said li',
      '.portrait .arcs path',
      '.measures tbody tr',
      '.examples svg text',
      '.relations li',
      '.removed .strip',
      '.nearest a',
      '.all-heads a',
    ]) {
      expect(await page.locator(part).count(), part).toBeGreaterThan(0);
    }
    expect(await page.locator('.examples ol.wrong .missed').count()).toBe(
      await page.locator('.examples ol.wrong li').count(),
    );
    expect(await page.locator('.own').innerText()).toContain('Your own sentence needs JavaScript');
    expect(await page.locator('.own .live').isVisible()).toBe(false);
    await page.locator('.relations summary').first().click();
    expect(await page.locator('.relations tbody tr').last().isVisible()).toBe(true);
    const strips = await fetch(url('/heads/strips.svg'));
    expect(strips.headers.get('content-type')).toContain('image/svg+xml');
    // Each example keeps its words on their lines: the browser's own width of a line is the drawing's, but for kerning.
    const widths = await page.locator('.examples text').evaluateAll((lines) =>
      lines.map((line) => {
        const text = line as SVGTextElement;
        const drawn = Number(text.getAttribute('textLength'));
        text.removeAttribute('textLength');
        return text.getComputedTextLength() / drawn;
      }),
    );
    for (const ratio of widths) expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  });
});

describe('the page of a head on paper', () => {
  it('keeps the ink of its accuracies, and shows the rules by which a head gets words', async () => {
    const page = await open('/heads/8-11');
    await page.emulateMedia({ media: 'print' });
    const strip = page.locator('.relations .accuracy').first();
    expect(await strip.evaluate((one) => getComputedStyle(one).printColorAdjust)).toBe('exact');
    expect(await strip.evaluate((one) => getComputedStyle(one, '::after').printColorAdjust)).toBe('exact');
    expect(await page.locator('.relations .head-rules li').first().isVisible()).toBe(true);
    expect(await page.locator('.relations table').isVisible()).toBe(false);
  });
});

it('a head that no rule names shows the habit that comes nearest, and says how far it is from the rule', async () => {
  const page = await open('/heads/1-12', { javaScriptEnabled: false });
  const examples = page.locator('.examples');
  expect(await examples.innerText()).toMatch(/no habit\. The one that comes nearest: .*, where the rule asks for/s);
  for (const kind of ['most', 'least']) {
    const drawn = examples.locator(`ol.${kind} svg`);
    expect(await drawn.count()).toBe(5);
    // Arcs run beside lines of text at most; nothing is farther out than that.
    const lefts = await drawn.evaluateAll((all) => all.map((svg) => (svg as SVGSVGElement).getBBox().x));
    expect(Math.min(...lefts)).toBeGreaterThan(-16);
  }
});
