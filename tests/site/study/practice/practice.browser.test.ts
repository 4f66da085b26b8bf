import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, axeFindings, errorsOf, sentenceOf, useSite } from '../../open-page.ts';
import { ask, type FillMaskAnswer, notes, notesRound, numbersIn, prompt } from './practice-page.ts';

const { open } = useSite();

const sentence = 'Snowboarding is great fun when the mountain snow is fresh.';

const place = `#text=${sentence.replaceAll(' ', '+')}`;

const round = (page: Page) => page.locator('.practice');

/** What `POST /v1/trace` says of `attentions.8[10][8][2]` for the sentence; undefined for a name that is a formula. */
async function tracedValue(page: Page, text: string, name: string): Promise<number | undefined> {
  const [, tensor, indices] = /^(\w+\.\d+)((?:\[\d+\])+)$/.exec(name) ?? [];
  if (!tensor || !indices) return undefined;
  const { tensors } = await ask<{ tensors: Record<string, { data: unknown }> }>(page, '/v1/trace', {
    text,
    tensors: [tensor],
  });
  let value: unknown = tensors[tensor]!.data;
  for (const [, index] of indices.matchAll(/\[(\d+)\]/g)) value = (value as unknown[])[Number(index)];
  return value as number;
}

/** Presses Tab until the focus is on what is wanted. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('expected to come there with Tab');
}

/** Answers by an estimate where there is room for one, every other time by choosing. @returns how many estimates */
async function answerByKeyboard(page: Page, number: number): Promise<number> {
  const input = round(page).getByLabel('Your estimate');
  if ((await input.count()) === 0) {
    await tabTo(page, round(page).locator('ol button').first());
    await page.keyboard.press(String(1 + (number % 4)));
    return 0;
  }
  await tabTo(page, input);
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  await round(page).getByText('You said').waitFor();
  return 1;
}

async function answerSomehow(page: Page): Promise<void> {
  const choose = round(page).getByRole('button', { name: 'Choose from four' });
  if ((await choose.count()) > 0) await choose.click();
  await round(page).locator('ol button').first().click();
}

describe("practice from the reader's sentence", () => {
  it("goes through a round by keyboard alone, and every traced number is the API's within 1e-5", async () => {
    const page = await open(`/practice?seed=6${place}`);
    const errors = errorsOf(page);
    await round(page).locator('.about', { hasText: 'Snowboarding' }).waitFor();
    const prompts = new Set<string>();
    let checked = 0;
    let estimated = 0;
    for (let number = 1; number <= 8; number++) {
      expect(await round(page).locator('.count').innerText()).toContain(`Question ${number} of 8`);
      prompts.add(await prompt(round(page)));
      expect(await round(page).locator('.from').innerText()).toMatch(/^Reason from .{20}/);
      expect(await round(page).locator('ol data').count()).toBe(0);
      estimated += await answerByKeyboard(page, number);
      expect(await round(page).locator('li.right').count()).toBe(1);
      for (const { tensor, value } of await numbersIn(round(page))) {
        const traced = await tracedValue(page, sentence, tensor);
        if (traced === undefined) continue;
        expect(Math.abs(value - traced), tensor).toBeLessThan(1e-5 * Math.max(1, Math.abs(traced)));
        checked += 1;
      }
      await tabTo(page, round(page).locator('.actions .primary'));
      await page.keyboard.press('Enter');
    }
    expect(prompts.size).toBe(8);
    expect(checked).toBeGreaterThan(12);
    expect(estimated).toBeGreaterThan(0);
    expect(await prompt(round(page))).toMatch(/^\d of 8 right$/);
    await tabTo(page, page.getByRole('button', { name: 'Another round' }));
    await page.keyboard.press('Enter');
    await round(page).getByText('Question 1 of 8').waitFor();
    expect(new URL(page.url()).search).toBe('?seed=7');
    expect(new URL(page.url()).hash).toContain('Snowboarding');
    expect(errors).toEqual([]);
  });

  it('asks the same again after a reload, and opens the figure in the state that shows the answer', async () => {
    const page = await open(`/practice?seed=2${place}`);
    await round(page).locator('.about', { hasText: 'Snowboarding' }).waitFor();
    const first = await prompt(round(page));
    await page.reload();
    await round(page).locator('.about', { hasText: 'Snowboarding' }).waitFor();
    expect(await prompt(round(page))).toBe(first);
    await answerSomehow(page);
    await round(page).getByRole('link', { name: 'See it in the figure' }).click();
    await page.locator('.chapter-figure', { hasText: 'mountain' }).first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/chapters\//);
  });
});

describe('a question that is answered by an estimate', () => {
  it("says what counts, refuses what is no number, tells which mistake was made, and gives the model's number", async () => {
    const page = await open(`/practice?seed=5${place}`, { viewport: { width: 360, height: 740 } });
    await round(page).locator('.about', { hasText: 'Snowboarding' }).waitFor();
    const wanted = 'How many tokens does the model receive for your sentence?';
    await goTo(page, wanted);
    await round(page).getByText('The exact number counts.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const input = round(page).getByLabel('Your estimate');
    await input.fill('many');
    await page.keyboard.press('Enter');
    await round(page).getByText('Expected a number, such as 3.5; found “many”.').waitFor();
    const body = { text: sentence, model: 'bert-base-uncased' };
    const { tokens } = await ask<{ tokens: unknown[] }>(page, '/v1/tokenize', body);
    await input.fill(String(tokens.length - 2));
    await page.keyboard.press('Enter');
    await round(page)
      .getByText(`You said ${tokens.length - 2}.`)
      .waitFor();
    expect(await round(page).locator('li.right').innerText()).toContain(String(tokens.length));
    expect(await round(page).locator('li.wrong').innerText()).toContain('Your answer');
    // The right answer is on the screen although the reader was wrong.
    const isInSight = (element: Element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    };
    await expect.poll(() => round(page).locator('li.right').evaluate(isInSight)).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

describe('a question about a change of the model', () => {
  it('gives the probabilities that fill-mask gives with that change, within 1e-5', async () => {
    const page = await open('/practice?seed=3#text=Paris+is+the+[MASK]+of+France.');
    await round(page).locator('.about', { hasText: 'Paris' }).waitFor();
    await goTo(page, 'Which of these changes');
    await answerSomehow(page);
    const shown = await numbersIn(round(page).locator('ol'));
    expect(shown).toHaveLength(4);
    for (const { value, request } of shown) {
      const body = { ...JSON.parse(request!), targets: ['capital'] };
      const { masks } = await ask<FillMaskAnswer>(page, '/v1/fill-mask', body);
      expect(Math.abs(value - masks[0]!.candidates[0]!.probability), request!).toBeLessThan(1e-5);
    }
  });
});

/** Answers questions until one has these words. */
async function goTo(page: Page, words: string): Promise<void> {
  for (let asked = 0; asked < 8; asked++) {
    if ((await prompt(round(page))).includes(words)) return;
    await answerSomehow(page);
    await round(page).locator('.actions .primary').click();
  }
  throw new Error(`expected a question with “${words}” in this round`);
}

describe('without an answer of the API', () => {
  it('says so, loses nothing that was typed, and goes on once it answers', async () => {
    const page = await open('/practice');
    await page.route('**/v1/**', (route) => route.abort());
    await askSentence(page, sentence);
    await round(page).getByText('The model could not be reached.').waitFor();
    expect(await sentenceOf(page)).toBe(sentence);
    expect(await round(page).locator('.about').innerText()).toContain('The cat sat');
    await page.getByLabel('Your notes', { exact: true }).fill(notes);
    await page.getByRole('button', { name: 'Make questions' }).click();
    await page.getByText('Your notes are kept in the box.').waitFor();
    expect(await page.getByLabel('Your notes', { exact: true }).inputValue()).toBe(notes);
    const own = page.locator('section', { has: page.locator('#own-words') });
    await own.getByLabel('Your answer', { exact: true }).fill('My answer');
    await own.getByRole('button', { name: 'Compare' }).click();
    await own.getByText('Your answer is kept').waitFor();
    expect(await own.getByLabel('Your answer', { exact: true }).inputValue()).toBe('My answer');
    await page.unroute('**/v1/**');
    await round(page).getByRole('button', { name: 'Try again' }).click();
    await round(page).locator('.about', { hasText: 'Snowboarding' }).waitFor();
    await page.getByRole('button', { name: 'Make questions' }).click();
    await notesRound(page).getByText('Question 1 of').waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Your notes', { exact: true }).inputValue()).toBe(notes);
  });
});

it('takes a sentence of 1,100 words, gives axe-core nothing to find in either theme, and fits a phone', async () => {
  const page = await open('/practice', { viewport: { width: 360, height: 740 } });
  await round(page).locator('ol button').first().click();
  const longSentence = 'attention spends weights on words that no full stop ever ends '.repeat(100);
  await page.getByLabel('Your notes', { exact: true }).fill(`${longSentence}\n\n${notes}`);
  await page.getByRole('button', { name: 'Make questions' }).click();
  await notesRound(page).locator('ol button').first().click();
  const own = page.locator('section', { has: page.locator('#own-words') });
  await own.getByRole('button', { name: 'Compare' }).click();
  await own.getByText('Nothing to compare.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
