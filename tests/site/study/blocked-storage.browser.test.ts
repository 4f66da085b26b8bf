import { globSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, errorsOf, lineCounts, lineTokens, tokenPicked, useSite } from '../open-page.ts';
import { questions } from '../podcast/live-player.ts';
import { questionCount } from './quiz/question-count.ts';

const { open, url } = useSite();

/** The modules that may name what can throw at its very name; each guards it. */
const guarded = ['ui/kept.ts', 'reader/address.ts', 'study/stored/documents.ts', 'layouts/Page.astro'];

it('reaches storage and history through one guarded module each', () => {
  const sources = globSync('**/*.{ts,svelte,astro,mdx,js}', { cwd: 'site' }).filter((file) => !guarded.includes(file));
  const bare = sources.filter((file) =>
    /\b(?:localStorage|sessionStorage|indexedDB|history\s*\.\s*(?:push|replace)State)\b/.test(
      readFileSync(`site/${file}`, 'utf8').replace(/^\s*(?:\/?\*|\/\/).*$/gm, ''),
    ),
  );
  expect(sources.length).toBeGreaterThan(200);
  expect(bare).toEqual([]);
});

/** As browsers do where a reader blocks site data, and in a sandboxed frame. */
function blockEverything(): void {
  const refuse = (): never => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, name, { get: refuse });
  history.pushState = refuse;
  history.replaceState = refuse;
  for (const name of ['clipboard', 'serviceWorker', 'mediaSession'])
    Object.defineProperty(navigator, name, { get: refuse });
}

async function openBlocked(path: string, block: () => void = blockEverything): Promise<Page> {
  const page = await open('/404');
  await page.addInitScript(block);
  await page.goto(url(path), { waitUntil: 'networkidle' });
  await page.waitForFunction(() => !document.querySelector('astro-island[client="load"][ssr]'));
  return page;
}

const sentence = 'A dog ran home.';

describe('where site data and the history are blocked', () => {
  it.each([
    ['/', '.attention-row'],
    ['/chapters/scores', '.chapter-figure'],
  ])('the figures of %s follow the sentence', async (path, figure) => {
    const page = await openBlocked(path);
    const errors = errorsOf(page);
    await askSentence(page, sentence);
    await lineCounts(page, 7);
    await page.locator(figure).first().scrollIntoViewIfNeeded();
    await page.locator(figure, { hasText: 'ran' }).first().waitFor();
    expect(errors).toEqual([]);
  });

  it('the playground follows the sentence, the layer and the token, and the button for keys acts', async () => {
    const page = await openBlocked('/playground');
    const errors = errorsOf(page);
    await askSentence(page, sentence);
    await page.getByRole('group', { name: 'Choose the token' }).getByRole('button', { name: 'ran' }).click();
    expect(await tokenPicked(page)).toBe('ran');
    expect(await lineTokens(page)).toEqual(['[CLS]', 'a', 'dog', 'ran', 'home', '.', '[SEP]']);
    await page.keyboard.press(']');
    await page.getByRole('heading', { name: 'Layer 9 · Head 12', exact: true }).waitFor();
    await page.getByRole('button', { name: '? Help' }).click();
    await page.getByLabel('single-key shortcuts').uncheck();
    await page.getByRole('dialog').getByText('does not let the site keep the choice').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press(']');
    await page.getByRole('heading', { name: 'Layer 9 · Head 12', exact: true }).waitFor();
    expect(errors).toEqual([]);
  });

  it('a card between the sections of a chapter unfolds, and says that its grade is not kept', async () => {
    const page = await openBlocked('/chapters/softmax');
    const card = page.locator('.recall').first();
    await card.locator('summary').click();
    await card.getByRole('button', { name: 'Not yet' }).click();
    await card.getByText('This browser does not let the site keep anything').waitFor();
    expect(await card.getByRole('button').count()).toBe(2);
  });

  it('the podcast has its player, and says that it forgets', async () => {
    const page = await openBlocked('/podcast');
    const errors = errorsOf(page);
    await page.getByText('the next visit begins at the start').waitFor();
    await page.getByRole('button', { name: 'Forward 15 seconds' }).click();
    await page.getByText('0:15 /').waitFor();
    await page.getByRole('slider', { name: 'Position' }).fill(String(Math.ceil(questions[0]!.start)));
    await page.locator('.asked').getByRole('button', { name: 'It is cut into tokens.' }).click();
    await page.locator('.asked').getByText('Right. Not recorded. This browser').waitFor();
    expect(errors).toEqual([]);
  });

  it('a lesson says so before it is begun, opens chapters beside it, and still ends with its code', async () => {
    const page = await openBlocked('/lesson#sentence=Dogs+chase+cats.&chapters=softmax&questions=tokens-first');
    const errors = errorsOf(page);
    await page.getByRole('alert').getByText('site data is blocked').waitFor();
    expect(await page.getByRole('link', { name: 'Softmax' }).getAttribute('target')).toBe('_blank');
    await page.locator('.asking ol button').first().click();
    expect(await page.getByRole('link', { name: 'See it in the figure' }).getAttribute('target')).toBe('_blank');
    await page.getByRole('button', { name: 'Result' }).click();
    await page.locator('.code output').waitFor();
    expect(errors).toEqual([]);
  });

  it('cards can be reviewed and undone, and the page says that nothing is kept', async () => {
    const page = await openBlocked('/cards');
    const errors = errorsOf(page);
    await page.getByRole('alert').getByText('site data is blocked').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await page.getByText('9 new today').waitFor();
    await page.keyboard.press('u');
    await page.getByText('10 new today').waitFor();
    expect(errors).toEqual([]);
  });

  it('a session goes on in memory, and says that nothing is kept', async () => {
    const page = await openBlocked('/study');
    const errors = errorsOf(page);
    await page.getByRole('alert').getByText('site data is blocked').waitFor();
    await page.getByRole('button', { name: 'Begin' }).click();
    expect(await page.getByRole('link', { name: 'Read the chapter' }).getAttribute('target')).toBe('_blank');
    await page.getByRole('button', { name: 'I know it already' }).click();
    await page.keyboard.press('Space');
    await page.keyboard.press('3');
    await page.getByText('Step 3 of').waitFor();
    await page.getByRole('button', { name: 'End here' }).click();
    await page.getByText('Done: 1 of 1 right').waitFor();
    await page.locator('.end tr', { hasText: 'Weighted sum' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('the quiz goes on to its result and begins again, and says that answers are not kept', async () => {
    const page = await openBlocked('/quiz');
    const errors = errorsOf(page);
    await page.getByRole('alert').getByText('Your answers are not kept. This browser').waitFor();
    await page.keyboard.press('1');
    await page.locator('.verdict').waitFor();
    for (let number = 0; number < questionCount; number++) await page.keyboard.press('n');
    await page.getByRole('button', { name: 'Begin again' }).click();
    await page.getByText(`Question 1 of ${questionCount}`).waitFor();
    expect(errors).toEqual([]);
  });

  it('practice asks, goes on to other rounds, takes notes, and says that they are not kept', async () => {
    const page = await openBlocked('/practice');
    const errors = errorsOf(page);
    await page.getByRole('alert').getByText('site data is blocked').waitFor();
    await page.locator('.practice ol button').first().click();
    await page.getByRole('button', { name: 'Keep as a flashcard' }).first().click();
    await page.getByText('The card was not kept. This browser').waitFor();
    await page
      .getByRole('textbox', { name: 'Your notes' })
      .fill('The hippocampus turns short experiences into lasting memories.');
    await page.getByText('a reload empties the box').waitFor();
    await page.getByRole('button', { name: 'Make questions' }).click();
    await page.locator('.notes-round h3').waitFor();
    expect(errors).toEqual([]);
  });

  it('the test before and after says so before it is begun, and still takes the answers', async () => {
    const page = await openBlocked('/evidence');
    const errors = errorsOf(page);
    await page.getByRole('alert').getByText('does not let the site keep anything').waitFor();
    await page.getByRole('button', { name: 'Take it before you read' }).click();
    for (const set of await page.locator('fieldset').all()) await set.getByRole('radio').last().check();
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.getByText('save your answers before you leave the page').waitFor();
    expect(errors).toEqual([]);
  });

  it('the theme turns, and its button says that the choice is for this page only', async () => {
    const page = await openBlocked('/notes');
    const errors = errorsOf(page);
    const button = page.getByRole('button', { name: 'Switch between light and dark' });
    await button.click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(await button.getAttribute('title')).toContain('For this page only');
    expect(errors).toEqual([]);
  });
});

describe('a browser without a database', () => {
  const none = () => Object.defineProperty(window, 'indexedDB', { value: undefined });
  it.each(['/cards', '/quiz', '/progress', '/study', '/practice'])(
    'is told so on %s in words, not in those of an exception',
    async (path) => {
      const page = await openBlocked(path, none);
      await page.getByRole('alert').getByText('This browser has no storage that the site could use').first().waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/undefined|Cannot read/);
    },
  );

  const failing = (name: string) =>
    `IDBFactory.prototype.open = () => { throw new DOMException('Internal words of an engine.', '${name}'); };`;
  it.each([
    ['SecurityError', 'site data is blocked'],
    ['InvalidStateError', 'keeps nothing in this window'],
    ['QuotaExceededError', 'is full'],
    ['UnknownError', 'cannot be opened or written (UnknownError)'],
  ])('says what %s means', async (name, words) => {
    const page = await open('/404');
    await page.addInitScript(failing(name));
    await page.goto(url('/cards'), { waitUntil: 'networkidle' });
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await page.getByRole('alert').innerText()).not.toContain('Internal words');
  });

  it('says that its room is full when a card no longer fits, and keeps what was there', async () => {
    const page = await open('/404');
    await page.addInitScript(() => {
      const { put } = IDBObjectStore.prototype;
      let puts = 0;
      IDBObjectStore.prototype.put = function (...args) {
        puts += 1;
        if (puts > 1) throw new DOMException('Quota exceeded.', 'QuotaExceededError');
        return put.apply(this, args);
      };
    });
    await page.goto(url('/cards'), { waitUntil: 'networkidle' });
    await page.keyboard.press('Space');
    await page.keyboard.press('4');
    await page.getByRole('alert').getByText('is full, so the last step is not kept').waitFor();
  });
});

it('turns single keys off for every page at once', async () => {
  const page = await open('/quiz');
  await page.getByText('Keyboard', { exact: true }).click();
  await page.getByLabel('Single keys act').uncheck();
  await page.goto(url('/playground'), { waitUntil: 'networkidle' });
  await page.locator('.all-heads canvas').waitFor();
  await page.keyboard.press(']');
  await page.getByRole('button', { name: '? Help' }).click();
  expect(await page.getByLabel('single-key shortcuts').isChecked()).toBe(false);
  await page.getByLabel('single-key shortcuts').check();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Layer 9 · Head 11', exact: true }).waitFor();
  await page.goto(url('/quiz'), { waitUntil: 'networkidle' });
  await page.keyboard.press('n');
  await page.getByText(`Question 2 of ${questionCount}`).waitFor();
});

it('follows the address again once the browser takes it', async () => {
  const page = await open('/404');
  await page.addInitScript(() => {
    const { pushState } = history;
    let calls = 0;
    history.pushState = function (...args) {
      calls += 1;
      if (calls === 1) throw new DOMException('Too many calls.', 'SecurityError');
      return pushState.apply(this, args);
    };
  });
  await page.goto(url('/'), { waitUntil: 'networkidle' });
  await askSentence(page, sentence);
  await page.waitForFunction(() => location.hash.includes('text=A+dog+ran+home'));
});
