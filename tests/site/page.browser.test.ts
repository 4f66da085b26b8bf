import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, axeFindings, lineHas, lineTokens, openSheet, sentenceOf, useSite } from './open-page.ts';
import { questionCount } from './study/quiz/question-count.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 3400 } });

/** Until the islands have their first answer, the overview is a picture and no canvas. */
async function openLive(path = '/', options?: BrowserContextOptions): Promise<Page> {
  const page = await open(path, options);
  await page.locator('.heads canvas').waitFor();
  return page;
}

const tokensOf = (page: Page) => lineTokens(page);
const headShown = (page: Page) => page.locator('.head h3').textContent();
const rowPicked = (page: Page) => page.locator('.attention-row .strip [aria-pressed=true]').textContent();

describe("the reader's own sentence", () => {
  it('comes back as its WordPiece tokens, and the figures follow', async () => {
    const page = await openLive();
    await askSentence(page, 'Snowboarding is unbelievable!');
    await lineHas(page, '##boarding');
    expect(await tokensOf(page)).toEqual(['[CLS]', 'snow', '##boarding', 'is', 'unbelievable', '!', '[SEP]']);
    expect(await page.locator('.head [role=gridcell][data-cell]').count()).toBe(49);
  });

  it('has rows that sum to 1 within 1e-5, and prints that sum', async () => {
    const page = await openLive();
    await askSentence(page, 'She gave him the book.');
    await lineHas(page, 'book');
    const bars = await page
      .locator('.bars data')
      .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    expect(Math.abs(bars.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-5);
    expect(new Set(await page.locator('.head .sum data').allTextContents())).toEqual(new Set(['1.00']));
  });

  it('names every printed weight as the API does, 0-based', async () => {
    const page = await openLive();
    const weight = page.locator('.bars data').first();
    expect(await weight.getAttribute('data-tensor')).toBe('attentions[8][10][8][2]');
    expect(Number(await weight.textContent())).toBeCloseTo(Number(await weight.getAttribute('value')), 3);
  });

  it('is kept, with words and live figures, when the model cannot be reached', async () => {
    const page = await openLive();
    await page.route('**/v1/**', (route) => route.abort());
    await askSentence(page, 'Nobody answers this.');
    await page.getByText('The model could not be reached.').waitFor();
    expect(await sentenceOf(page)).toBe('Nobody answers this.');
    expect(await tokensOf(page)).toContain('cat');
    await page.unroute('**/v1/**');
    await page.locator('.sentence-line').getByRole('button', { name: 'Try again' }).click();
    await lineHas(page, 'nobody');
  });
});

describe('an answer that takes long, is refused or would be too large', () => {
  it('is announced as long as it takes', async () => {
    const page = await openLive();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/v1/**', (route) => held.then(() => route.continue()));
    await askSentence(page, 'Patience.');
    await page.getByText('The model is reading your sentence').waitFor();
    answer();
    await lineHas(page, 'patience');
    await page.getByText('The model is reading your sentence').waitFor({ state: 'hidden' });
  });

  it("is explained in the reader's words, and the sentence is kept", async () => {
    const page = await openLive();
    const tooLong = 'word '.repeat(600).trim();
    await askSentence(page, tooLong);
    await page.locator('.sentence-line').getByText('too long: the part struck through is not read.').waitFor();
    expect(await page.locator('.status').textContent()).toMatch(/512/);
    expect(await sentenceOf(page)).toBe(tooLong);
  });

  it('comes as one head, and every other head can still be chosen', async () => {
    const page = await openLive();
    await askSentence(page, 'word '.repeat(150).trim());
    await page.getByText('152 tokens make').waitFor();
    await page.locator('.head canvas').waitFor();
    await page.locator('.heads [role=gridcell]').first().click();
    await page.locator('.bars data[data-tensor^="attentions[0][0]"]').first().waitFor();
    expect(await headShown(page)).toBe('Layer 1 · Head 1');
  });
});

describe('a link', () => {
  it('restores sentence, layer, head and token', async () => {
    const page = await openLive('/#text=Dogs+chase+cats.&layer=5&head=3&token=2');
    expect(await tokensOf(page)).toEqual(['[CLS]', 'dogs', 'chase', 'cats', '.', '[SEP]']);
    expect(await headShown(page)).toBe('Layer 5 · Head 3');
    expect(await rowPicked(page)).toBe('chase');
    expect(await sentenceOf(page)).toBe('Dogs chase cats.');
  });

  it('follows what the reader picks, and the back button returns to the sentence before', async () => {
    const page = await openLive();
    const sheet = await openSheet(page);
    await sheet.getByRole('button', { name: 'Paris is the [MASK] of France.' }).click();
    await page.keyboard.press('Escape');
    await lineHas(page, 'paris');
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(
      '#text=Paris+is+the+[MASK]+of+France.&layer=6&head=10&token=4',
    );
    await page.goBack();
    await lineHas(page, 'tired');
    expect(await headShown(page)).toBe('Layer 9 · Head 11');
    expect(await sentenceOf(page)).toBe('The cat sat on the mat because it was tired.');
  });
});

describe('the keyboard', () => {
  it('moves through the cells of a head and changes the head', async () => {
    const page = await openLive();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await page.locator('.head [role=gridcell][tabindex="0"]').focus();
    expect(await focused()).toMatch(/^from it to cat, weight 0\.8\d\d, rank 1 of 13$/);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toMatch(/^from it to sat, /);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^from was to sat, /);
    expect(await rowPicked(page)).toBe('was');
    await page.keyboard.press('End');
    expect(await focused()).toMatch(/^from was to \[SEP\], /);
    await page.keyboard.press(']');
    expect(await headShown(page)).toBe('Layer 9 · Head 12');
    expect(await page.locator('.head [role=gridcell][tabindex="0"]').count()).toBe(1);
  });

  it('chooses a head in the overview', async () => {
    const page = await openLive();
    await page.locator('.heads [role=gridcell][tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    expect(await headShown(page)).toBe('Layer 1 · Head 1');
  });
});

describe('without scripts', () => {
  it('the first page still draws its figures', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    expect(await page.locator('.head [role=gridcell][data-cell]').count()).toBe(169);
    expect(await page.locator('.bars li').count()).toBe(9);
    const picture = await page.locator('.heads .picture').getAttribute('style');
    expect(picture).toContain('/presets/cat.png');
  });

  it('the quiz explains the option that was picked, and the notes are complete', async () => {
    const page = await open('/quiz', { javaScriptEnabled: false });
    expect(await page.locator('.question').count()).toBe(questionCount);
    const first = page.locator('.question').first();
    expect(await first.locator('.why:visible').count()).toBe(0);
    await first.getByLabel('Every letter is replaced by a number.').check();
    expect(await first.locator('.why:visible').count()).toBe(1);
    await first.getByLabel('It is cut into tokens.').check();
    expect(await first.locator('.explanation').isVisible()).toBe(true);
    await page.goto(url('/notes'));
    expect(await page.locator('.note').count()).toBe(12);
    expect(await page.locator('del').count()).toBe(4);
  });
});

describe('axe-core', () => {
  it.each(['/', '/notes', '/quiz', '/api', '/docs', '/nowhere'])(
    'finds nothing on %s in either theme',
    async (path) => {
      const page = path === '/' ? await openLive(path) : await open(path);
      expect(await axeFindings(page)).toEqual([]);
    },
  );

  it('finds it when words of one colour are hard to read on one ground, and not on the other', async () => {
    const page = await open('/nowhere');
    await page.evaluate(() => {
      for (const ground of ['rgb(255, 255, 255)', 'rgb(40, 40, 40)', 'rgb(250, 250, 250)']) {
        const words = document.createElement('p');
        words.textContent = ground;
        words.style.cssText = `color: rgb(190, 190, 190); background: ${ground}`;
        document.querySelector('main')!.append(words);
      }
    });
    const findings = await axeFindings(page, 'main');
    expect(findings.map((finding) => finding.split(':', 2).join(':'))).toEqual([
      'light: color-contrast',
      'dark: color-contrast',
    ]);
    for (const finding of findings) expect(finding.match(/<p /g)).toHaveLength(2);
  });
});
