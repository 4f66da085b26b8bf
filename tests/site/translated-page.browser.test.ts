import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, errorsOf, lineCounts, useSite } from './open-page.ts';
import { cardCount } from './study/cards/card-count.ts';
import { questionCount } from './study/quiz/question-count.ts';

const { open } = useSite();

/** What Chrome's translation does to the text nodes of a page; the mark stands for the other language. */
function translate(): void {
  const untouched = 'script,style,textarea,font,[translate=no],.notranslate,code';
  const isText = (node: Node) =>
    (node as Text).data.trim() && !node.parentElement?.closest(untouched)
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, isText);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    inner.textContent = `¿${node.data}`;
    outer.append(inner);
    node.replaceWith(outer);
  }
}

const sentence = 'A dog ran home.';

/** What a reader reads, in whatever language. */
const wordsOf = async (page: Page, selector: string) =>
  (await page.locator(selector).allInnerTexts()).map((text) => text.replaceAll('¿', '').replace(/\s+/g, ' ').trim());

/** Until all its figures are awake, and the line has so many tokens. */
async function settled(page: Page, tokens: number): Promise<void> {
  for (const figure of await page.locator('.chapter-figure, .attention-row').all())
    await figure.scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await lineCounts(page, tokens);
  await page.waitForFunction(
    () => !document.querySelector('astro-island[ssr]:has(> .chapter-figure, > .attention-row)'),
  );
}

describe('a page that a translator has worked on', () => {
  it.each([
    ['/playground', ['.sentence-line .row', '.playground h2', '.playground .bars']],
    ['/', ['.sentence-line .row', '.attention-row .bars', '.attention-row .from', '.head figcaption']],
    [
      '/chapters/scores',
      [
        '.sentence-line .row',
        '.chapter-figure.scores h2',
        '.chapter-figure.scores .sum',
        '.chapter-figure.scores table',
      ],
    ],
    ['/chapters/tokens', ['.chapter-figure']],
    ['/chapters/weighted-sum', ['.chapter-figure']],
  ])('%s shows the next sentence as a page that nobody touched', async (path, parts) => {
    const page = await open(`${path}#layer=9&head=11`);
    const errors = errorsOf(page);
    await settled(page, 13);
    await page.evaluate(translate);
    await askSentence(page, sentence);
    await lineCounts(page, 7);
    await page.waitForLoadState('networkidle');
    await page.locator('.sentence-line [data-token]').nth(2).click();
    // The place where the sentence has opened, and the token that was picked there.
    const fresh = await open(path + new URL(page.url()).hash);
    await settled(fresh, 7);
    for (const part of parts) {
      const both = async () => [await wordsOf(page, part), await wordsOf(fresh, part)] as const;
      await expect
        .poll(async () => ((found) => JSON.stringify(found[0]) === JSON.stringify(found[1]))(await both()))
        .toBe(true);
      expect((await wordsOf(fresh, part)).join()).not.toContain('it was tired');
    }
    expect(errors).toEqual([]);
  });

  it('says which layer and head are shown, also after more than one step, and translated again', async () => {
    const page = await open('/playground');
    await page.locator('.all-heads canvas').waitFor();
    for (const head of [12, 1, 2]) {
      await page.evaluate(translate);
      await page.keyboard.press(']');
      await expect.poll(() => wordsOf(page, '.playground h2')).toContain(`Layer 9 · Head ${head}`);
    }
  });

  it('counts cards, shows the next, and has each once', async () => {
    const page = await open('/cards');
    await page.evaluate(translate);
    const first = await wordsOf(page, '.cards h2');
    await page.keyboard.press('Space');
    expect(await page.locator('.answer').innerText()).toContain('30,522');
    await page.keyboard.press('4');
    await expect.poll(() => wordsOf(page, '.cards .state p')).toEqual([`0 due · 9 new today · ${cardCount} cards`]);
    const second = await wordsOf(page, '.cards h2');
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
    await page.evaluate(translate);
    await page.keyboard.press('u');
    await expect.poll(() => wordsOf(page, '.cards .state p')).toEqual([`0 due · 10 new today · ${cardCount} cards`]);
  });

  it('asks one question after the other', async () => {
    const page = await open('/quiz');
    await page.evaluate(translate);
    for (const number of [2, 3]) {
      await page.keyboard.press('1');
      await page.locator('.verdict').waitFor();
      await page.keyboard.press('n');
      await expect.poll(() => wordsOf(page, '.quiz-flow header p')).toEqual([`Question ${number} of ${questionCount}`]);
      expect(await page.locator('.quiz-flow h2').count()).toBe(1);
      await page.evaluate(translate);
    }
  });

  it('can be shown in the original again, with the very nodes or with others', async () => {
    for (const isNew of [false, true]) {
      const page = await open('/quiz');
      const before = await wordsOf(page, 'main');
      await page.evaluate((makesNew) => {
        const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
        const nodes: Text[] = [];
        while (walker.nextNode()) if ((walker.currentNode as Text).data.trim()) nodes.push(walker.currentNode as Text);
        const fonts = nodes.map((node) => {
          const font = document.createElement('font');
          font.textContent = '¿';
          const original = node.data;
          node.replaceWith(font);
          return { font, node, original };
        });
        return new Promise<void>((resolve) =>
          setTimeout(() => {
            for (const { font, node, original } of fonts)
              font.replaceWith(makesNew ? document.createTextNode(original) : node);
            resolve();
          }, 50),
        );
      }, isNew);
      await expect.poll(() => wordsOf(page, 'main')).toEqual(before);
    }
  });

  it('leaves tokens, numbers and code as they are', async () => {
    const page = await open('/chapters/scores');
    const kept = '.token, data.number, code, kbd, .strip, .formula';
    const before = await wordsOf(page, kept);
    await page.evaluate(translate);
    expect(before.length).toBeGreaterThan(50);
    expect(await page.locator(kept).locator('font').count()).toBe(0);
  });
});

it('makes one tab stop of a row of tokens, which the arrow keys walk', async () => {
  const page = await open('/chapters/scores');
  const strip = page.locator('.chapter-figure.scores').getByRole('group', { name: 'Choose the key' });
  await strip.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('.chapter-figure.scores .strip button[tabindex="0"]'));
  expect(await strip.locator('button[tabindex="0"]').count()).toBe(1);
  await strip.locator('button[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('the');
  expect(await strip.getByRole('button', { name: /^the \(token \d+\)$/ }).count()).toBe(2);
  await page.keyboard.press('Enter');
  expect(await strip.locator('[aria-pressed="true"]').allTextContents()).toEqual(['the']);
  await page.keyboard.press('End');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('[SEP]');
  await page.keyboard.press('Tab');
  expect(await strip.locator(':focus').count()).toBe(0);
});
