import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cosine } from '../../../../../shared/analysis/cosine.ts';
import { runnersUp } from '../../../../../site/study/practice/own-notes/cloze.ts';
import { downloaded } from '../../../downloaded.ts';
import { axeFindings, errorsOf, useSite } from '../../../open-page.ts';
import { ask, type FillMaskAnswer, notes, notesRound, numbersIn, prompt } from '../practice-page.ts';
import { twoPages } from './kept/two-pages.ts';

const { open } = useSite();

describe("practice from the reader's notes", () => {
  it('reads Markdown and PDF in the tab, several at once, keeps them over a reload, and asks about those that are chosen', async () => {
    const page = await open('/practice');
    const errors = errorsOf(page);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.getByLabel('Or read files').setInputFiles([
      { name: 'two.pdf', mimeType: 'application/pdf', buffer: Buffer.from(twoPages()) },
      {
        name: 'naps.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from('# Naps\n\nA *short* nap of twenty minutes restores attention.'),
      },
      { name: 'x.docx', mimeType: 'application/msword', buffer: Buffer.from('x') },
    ]);
    await page.getByText('“x.docx”: expected a file that ends with').waitFor();
    expect(await page.locator('.kept label small').allTextContents()).toEqual(['33 words', '9 words']);
    expect(sent.filter((url) => url.includes('/v1/'))).toEqual([]);
    await page.reload();
    await page.getByRole('checkbox', { name: 'two.pdf' }).uncheck();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make questions' }).click();
    await notesRound(page).getByText('Question 1 of 2').waitFor();
    expect(await prompt(notesRound(page))).toMatch(/nap of twenty|minutes restores/);
    await page.getByRole('button', { name: 'Stop and show the notes' }).click();
    await page.getByRole('button', { name: 'Remove naps.md' }).click();
    await expect.poll(() => page.locator('.kept .one').count()).toBe(1);
    expect(errors).toEqual([]);
  });

  it('says which kept notes could not be read, gives them as they are, and deletes them', async () => {
    const page = await open('/practice');
    const good = { id: 'a', name: 'naps.md', text: 'Naps.', kept: '2026-11-30T09:00:00.000Z' };
    await page.evaluate(
      (notes) =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('study');
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('documents', 'readwrite');
            transaction.objectStore('documents').put({ version: 1, notes }, 'notes');
            transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
      [good, { ...good, id: 'b', text: 7 }],
    );
    await page.reload();
    const kept = page.locator('.kept');
    await kept.getByRole('alert').getByText('1 entry of your stored notes could not be read.').waitFor();
    await kept.getByRole('checkbox', { name: 'naps.md' }).waitFor();
    expect(await kept.locator('small').allTextContents()).toEqual(['1 word']);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      kept.getByRole('button', { name: 'Save them as a file' }).click(),
    ]);
    expect(JSON.parse(String(await downloaded(download)))[0].value).toEqual({ ...good, id: 'b', text: 7 });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await axeFindings(page, '.kept')).toEqual([]);
    await kept.getByRole('button', { name: 'Delete them' }).click();
    await kept.getByRole('alert').waitFor({ state: 'hidden' });
    await page.reload();
    await kept.getByRole('checkbox', { name: 'naps.md' }).waitFor();
    expect(await kept.getByRole('alert').count()).toBe(0);
  });

  it("hides words against fill-mask's runners-up, and keeps one as a card of the deck", async () => {
    const page = await open('/practice');
    await page.getByLabel('Your notes', { exact: true }).fill(notes);
    await page.getByRole('button', { name: 'Make questions' }).click();
    await notesRound(page).getByText('Question 1 of 6').waitFor();
    const kept = await prompt(notesRound(page));
    for (let number = 1; number <= 4; number++) {
      await notesRound(page).locator('ol button').first().click();
      await expectRunnersUp(page);
      if (number === 1) await notesRound(page).getByRole('button', { name: 'Keep as a flashcard' }).click();
      if (number === 1) await notesRound(page).getByText('Kept.').waitFor();
      await notesRound(page).locator('.actions .primary').click();
    }
    expect(await prompt(notesRound(page))).toMatch(/^How do your notes go on\? .+ …$/);
    await page.goto(new URL('/cards', page.url()).href);
    await page.getByText(kept).first().waitFor({ state: 'attached' });
  });

  it("shows how alike an answer is to the true one, as the API's sentence vectors have it within 1e-5, and lets the reader decide", async () => {
    const page = await open('/practice');
    const own = page.locator('section', { has: page.locator('#own-words') });
    const answer = 'Several heads side by side';
    await own.getByLabel('Your answer', { exact: true }).fill(answer);
    await own.getByRole('button', { name: 'Compare' }).click();
    await own.getByText('Similarity of your answer').waitFor();
    const [similarity] = await numbersIn(own.locator('.similarity'));
    const truth = (await own.locator('.truth').innerText()).replace('The answer: ', '');
    const { input } = JSON.parse(similarity!.request!);
    // Set for the eye: the model is sent the straight apostrophe of the key.
    expect(input.slice(0, 2)).toEqual([answer, truth.replaceAll('’', "'")]);
    const { data } = await ask<{ data: { embedding: number[] }[] }>(page, '/v1/embeddings', { input });
    const [a, b] = data.map(({ embedding }) => Float32Array.from(embedding));
    expect(Math.abs(similarity!.value - cosine(a!, b!))).toBeLessThan(1e-5);
    await own.getByRole('button', { name: 'I had it' }).click();
    await own.getByText('1 of 1 had').waitFor();
  });
});

/** The wrong options are the model's best guesses, with the probabilities that it gives them within 1e-6. */
async function expectRunnersUp(page: Page): Promise<void> {
  const options = notesRound(page).locator('ol li');
  const shown = await Promise.all(
    (await options.all()).map(async (option) => ({
      word: await option.locator('button > span').first().innerText(),
      isRight: await option.evaluate(({ classList }) => classList.contains('right')),
      ...(await numbersIn(option))[0]!,
    })),
  );
  const truth = shown.find(({ isRight }) => isRight)!;
  const body: { text: string; mask_tokens: [number] } = JSON.parse(truth.request!);
  const answer = await ask<FillMaskAnswer>(page, '/v1/fill-mask', { ...body, top_k: 100 });
  const { tokens } = await ask<FillMaskAnswer>(page, '/v1/tokenize', { text: body.text, model: 'bert-base-uncased' });
  const token = body.mask_tokens[0];
  expect(tokens[token]!.text).toBe(truth.word);
  const { candidates } = answer.masks[0]!;
  const hidden = { text: body.text, tokens, token, candidates, truth: { token: truth.word, id: 0, probability: 0 } };
  const wrong = shown.filter(({ isRight }) => !isRight).sort((a, b) => b.value - a.value);
  const expected = runnersUp(hidden).slice(0, 3);
  expect(wrong.map(({ word }) => word)).toEqual(expected.map((candidate) => candidate.token));
  wrong.forEach(({ value }, index) => {
    expect(Math.abs(value - expected[index]!.probability)).toBeLessThan(1e-6);
  });
}
