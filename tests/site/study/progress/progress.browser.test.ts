import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { noProgress } from '../../../../site/study/progress/progress.ts';
import { downloaded } from '../../downloaded.ts';
import { awake, axeFindings, useSite } from '../../open-page.ts';
import { chapterTexts } from '../answer-key/key-texts.ts';
import { cardCount } from '../cards/card-count.ts';
import { questionCount } from '../quiz/question-count.ts';

const { open, url } = useSite();

const chapter = (page: Page, name: string) =>
  page.locator('#read ~ ol li', { hasText: name }).locator('span').textContent();

async function exported(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export everything' }).click(),
  ]);
  return String(await downloaded(download));
}

/** What the browser keeps of the reader's progress, as JSON; empty before there is any. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'study')) return '';
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('study');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const reading = database.transaction('documents').objectStore('documents').get('progress');
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    database.close();
    return JSON.stringify(reading.result ?? '');
  });

/** The next page may be opened: what this one was told is stored. */
const untilKept = (page: Page, part: string) => expect.poll(() => kept(page)).toContain(part);

it('tells what was read, answered and learned; the file of it gives the same in another browser, and deleting leaves nothing', async () => {
  const page = await open('/chapters/scores');
  await page.locator('nav.turn').scrollIntoViewIfNeeded();
  await untilKept(page, 'finished');
  await page.goto(url('/chapters/tokens'));
  await untilKept(page, 'tokens');
  await page.goto(url('/quiz'));
  await awake(page);
  await page.getByRole('button', { name: 'It is cut into tokens.' }).click();
  await untilKept(page, 'tokens-first');
  await page.goto(url('/cards'));
  await awake(page);
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.getByRole('button', { name: 'Easy' }).click();
  await page.getByText('9 new today').waitFor();
  await page.goto(url('/progress'));
  await page.getByText(`1 of ${chapterTexts.length} chapters read, or known already`).waitFor();
  expect(await chapter(page, 'Scores')).toBe('read');
  expect(await chapter(page, 'Tokens')).toBe('begun');
  expect(await chapter(page, 'Softmax')).toBe('not yet');
  await page.getByText(`1 of ${questionCount} questions, 1 right`).waitFor();
  await page.getByText(`0 due now, 1 of ${cardCount} cards begun`).waitFor();
  const step = (name: string) => page.locator('.concept-map svg a', { hasText: name }).locator('.recalled');
  expect(Number(await step('Tokens').getAttribute('width'))).toBeGreaterThan(0);
  expect(Number(await step('Softmax').getAttribute('width'))).toBe(0);
  const file = await exported(page);

  // Pages that are opened alike share one profile, and what it stores.
  const other = await open('/progress', { locale: 'en-GB' });
  await other
    .getByLabel('Import a file')
    .setInputFiles({ name: 'study.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await other.getByText(`1 of ${questionCount} questions, 1 right`).waitFor();
  await other.getByText('Imported: 2 chapters, 1 answer, 1 card of the site, 1 review.', { exact: true }).waitFor();
  expect(await exported(other)).toBe(file);
  await other.getByRole('button', { name: 'Delete everything' }).first().click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await other.getByText(`0 of ${questionCount} questions, 0 right`).waitFor();
  expect(JSON.parse(await exported(other))).toEqual({
    deck: { version: 2, cards: [], reviews: [] },
    progress: { version: 3, chapters: [], notes: [], answers: [], practice: [] },
    notes: { version: 1, notes: [] },
  });
});

it('says of a file what it has brought, and what of a file that brings nothing', async () => {
  const page = await open('/progress');
  const bring = (text: string) =>
    page
      .getByLabel('Import a file')
      .setInputFiles({ name: 'study.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const naps = { id: 'a', name: 'naps.md', text: 'A nap helps.', kept: '2026-11-30T09:00:00.000Z' };
  const file = JSON.stringify({ progress: noProgress, notes: { version: 1, notes: [naps] } });
  await bring(file);
  await page.getByText('Imported: 1 file of your notes.', { exact: true }).waitFor();
  await bring(file);
  await page.getByText('Nothing was imported: the file has nothing that is not here already.').waitFor();
  await bring('');
  await page.getByText('The file is empty.').waitFor();
});

it('finds what was stored under the numbers of the questions, and keeps it under their ids', async () => {
  const page = await open('/404');
  const answer = (question: string, right: boolean) => ({ question, option: 1, right, at: '2026-09-01T09:00:00.000Z' });
  const answers = [answer('question-1', true), answer('question-13', false), answer('softmax-shift', true)];
  await page.evaluate(
    async (stored) => {
      const opening = indexedDB.open('study', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('documents');
        opening.result.createObjectStore('setAside', { autoIncrement: true });
      };
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const writing = opening.result.transaction('documents', 'readwrite');
      writing.objectStore('documents').put(stored, 'progress');
      await new Promise((resolve) => writing.addEventListener('complete', resolve));
      opening.result.close();
    },
    { version: 1, chapters: [], answers },
  );
  await page.goto(url('/quiz'));
  await awake(page);
  await page.getByText(`Question 2 of ${questionCount}`).waitFor();
  await page.goto(url('/progress'));
  await page.getByText(`2 of ${questionCount} questions, 1 right; 1 beyond the quiz`).waitFor();
  const now = ['tokens-first', 'scores-pairwise', 'softmax-shift'];
  const underIds = answers.map((one, index) => ({ ...one, question: now[index]! }));
  expect(JSON.parse(await kept(page))).toEqual({
    version: 3,
    chapters: [],
    notes: [],
    answers: underIds,
    practice: [],
  });
  expect(JSON.parse(await exported(page)).progress.answers).toEqual(underIds);
});

it('says of a confidence how often it was right, once five answers had it', async () => {
  const page = await open('/quiz');
  for (let answers = 0; answers < 5; answers++) {
    await page.keyboard.press('t');
    await page.keyboard.press('1');
    await page.keyboard.press('n');
  }
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await untilKept(page, '"guess"');
  await page.goto(url('/progress'));
  const row = (name: string) => page.locator('li', { hasText: name });
  await row('You thought so')
    .getByText(/^right \d+\u00a0%$/)
    .waitFor();
  await row('You thought so').getByText('of 5').waitFor();
  expect(await row('You thought so').locator('svg').count()).toBe(1);
  await row('You guessed').getByText('1 answer, too few to say').waitFor();
  await row('You were sure').getByText('no answer yet').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

it('gives axe-core nothing to find in either theme, and fits a phone', async () => {
  const page = await open('/progress', { viewport: { width: 360, height: 740 } });
  await page.getByText(`0 of ${chapterTexts.length} chapters`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
