import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite();

const question = (page: Page) => page.locator('.asking h2');
const linkNamed = (page: Page, name: string) => page.getByLabel(name).inputValue();

/** A lesson of two questions and a chapter, as a teacher makes it. */
async function madeLesson(): Promise<{ readonly forClass: string; readonly forTeacher: string }> {
  const page = await open('/lesson');
  await page.getByLabel('Sentence', { exact: true }).fill('Dogs chase cats.');
  await page.getByRole('checkbox', { name: 'Softmax', exact: true }).check();
  await page.getByLabel('What is computed for every pair of tokens?').check();
  await page.getByLabel('What happens first to a text that BERT is to read?').check();
  await page.getByLabel('Seed of the order').fill('k3x9qa');
  return {
    forClass: await linkNamed(page, 'Link for the class'),
    forTeacher: await linkNamed(page, 'Link to read the results'),
  };
}

describe('a lesson', () => {
  it('takes the short way and the questions of its chapters at two presses', async () => {
    const page = await open('/lesson');
    const ofChapters = page.getByRole('button', { name: 'Those of the chosen chapters' });
    expect(await ofChapters.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'The short way, 20 minutes' }).click();
    await ofChapters.click();
    const fields = new URLSearchParams(new URL(await linkNamed(page, 'Link for the class')).hash.slice(1));
    expect(fields.get('chapters')).toBe('attention-off.scores.softmax.weighted-sum.heads.residual');
    const questions = fields.get('questions')!.split('.');
    expect(questions.length).toBeGreaterThan(5);
    const names = ['scores', 'softmax', 'weighted-sum', 'heads', 'residual'];
    expect(questions.filter((id) => !names.some((name) => id.startsWith(`${name}-`)))).toEqual([]);
    const made = await linkNamed(page, 'Link for the class');
    await page.reload();
    await page.getByText('Chapters to read: 6 of').waitFor();
    expect(await linkNamed(page, 'Link for the class')).toBe(made);
  });

  it('goes from the teacher through the student back to the teacher, and no server hears of it', async () => {
    const { forClass, forTeacher } = await madeLesson();
    expect(new URL(forClass).origin + new URL(forClass).pathname).toBe(url('/lesson'));

    const student = await open(new URL(forClass).pathname + new URL(forClass).hash);
    const errors = errorsOf(student);
    const asked: string[] = [];
    student.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
    await student.getByText('“Dogs chase cats.”').waitFor();
    const read = await student.getByRole('link', { name: 'Softmax' }).getAttribute('href');
    expect(read).toContain('/chapters/softmax?lesson#text=Dogs+chase+cats.');
    const rightOf = new Map([
      ['What is computed for every pair of tokens?', 'The dot product of one’s query'],
      ['What happens first to a text that BERT is to read?', 'It is cut into tokens.'],
    ]);
    const first = (await question(student).textContent())!;
    await student.getByRole('button', { name: rightOf.get(first)! }).click();
    await student.getByText('Right.', { exact: true }).waitFor();
    const shown = new URL(
      url((await student.getByRole('link', { name: 'See it in the figure' }).getAttribute('href'))!),
    );
    expect(shown.pathname + shown.search).toMatch(/^\/chapters\/[a-z-]+\?lesson$/);
    expect(shown.hash).toBe('#text=Dogs+chase+cats.');
    await student.reload();
    await student.getByText('Right.', { exact: true }).waitFor();
    await student.getByRole('button', { name: 'Next' }).click();
    const wrong = student
      .locator('.asking ol button')
      .filter({ hasNotText: rightOf.get((await question(student).textContent())!)! });
    await wrong.first().click();
    await student.getByText('Not so.').waitFor();
    await student.getByRole('button', { name: 'Result' }).click();
    await student.getByRole('heading', { name: '1 of 2 right' }).waitFor();
    const code = await student.locator('.code output').innerText();
    expect(await axeFindings(student, 'main')).toEqual([]);
    expect(asked.filter((one) => /Dogs|k3x9qa/.test(one))).toEqual([]);
    expect(errors).toEqual([]);
    await student.reload();
    await student.getByRole('heading', { name: '1 of 2 right' }).waitFor();
    expect(await student.locator('.code output').innerText()).toBe(code);
    await student.getByRole('link', { name: 'Softmax' }).click();
    await student.getByRole('link', { name: 'Back to your lesson' }).click();
    await student.getByText('“Dogs chase cats.”').waitFor();

    const slip = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    const teacher = await open(new URL(forTeacher).pathname + new URL(forTeacher).hash);
    await teacher.getByLabel('Codes of your class').fill(`Ada: ${code}\n\n${slip}\nEve: ${slip}`);
    await teacher.getByText(`Line 3, “${slip}”: A character is wrong or missing`).waitFor();
    await teacher.getByText(`Line 4, “Eve: ${slip}”: A character is wrong or missing`).waitFor();
    const row = teacher.getByRole('row', { name: /^Ada/ });
    expect(await row.getByRole('cell').first().innerText()).toBe('1 of 2');
    expect(await row.locator('td', { hasText: '✓' }).count()).toBe(1);
    expect(await axeFindings(teacher, 'main')).toEqual([]);
  });

  it('is made on a phone by keyboard and thumb, and axe-core finds nothing', async () => {
    const page = await open('/lesson', { viewport: { width: 360, height: 740 } });
    await page.getByText('then the links stand here').waitFor();
    await page.getByRole('checkbox', { name: 'Softmax', exact: true }).press('Space');
    await page.getByLabel('Link for the class').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await axeFindings(page, 'main')).toEqual([]);
    await page.getByRole('link', { name: 'Open' }).first().press('Enter');
    await page.getByRole('link', { name: 'Softmax' }).waitFor();
    await page.goBack();
    await page.getByLabel('Sentence', { exact: true }).waitFor();
  });

  it('opens the figure of a question on the sentence of the lesson, and leads back from there', async () => {
    const page = await open('/lesson#sentence=Dogs+chase+cats.&questions=softmax-allows');
    await page.locator('.asking ol button').first().click();
    await page.getByRole('link', { name: 'See it in the figure' }).click();
    await page.waitForURL(/chapters\/softmax/);
    await page.locator('figure').first().filter({ hasText: 'chase' }).waitFor();
    await page.getByRole('link', { name: 'Back to your lesson' }).click();
    await page.getByText('“Dogs chase cats.”').waitFor();
  });

  it('says what is missing where results are to be read of no lesson', async () => {
    const page = await open('/lesson#check');
    await page.getByText('open the second link of the lesson').waitFor();
  });

  it('says at its top where the link has lost its end, and what is left works', async () => {
    const page = await open('/lesson#sentence=Dogs+chase+cats.&questions=tokens-first.scores-pair');
    const notice = page.getByRole('alert');
    await notice.getByText('This link names 1 part of a lesson that this site does not know.').waitFor();
    expect(await notice.innerText()).toContain('It may have been cut off: ask for it again.');
    await page.getByText('Question 1 of 1').waitFor();
    expect(await axeFindings(page, 'main')).toEqual([]);

    const teacher = await open('/lesson#check&sentence=Dogs+chase+cats.&questions=tokens-first.scores-pair');
    await teacher.getByRole('alert').getByText('copy it again from where it was made').waitFor();

    const read = await open('/lesson#sentence=Dogs+chase+cats.&chapters=softmax.sco&questions=tokens-fi');
    await read.getByRole('link', { name: 'Softmax' }).waitFor();
    await read.getByRole('alert').getByText('names 2 parts of a lesson').waitFor();
  });

  it('says so too where nothing of the link is left, and offers to make one below', async () => {
    const page = await open('/lesson#sentence=Dogs+chase+cats.&questions=tokens-fi');
    await page.getByRole('alert').getByText('no lesson is left without it').waitFor();
    await page.getByLabel('Sentence', { exact: true }).waitFor();
    const started = await open('/lesson#sentence=Dogs+chase+cats.');
    await started.getByLabel('Sentence', { exact: true }).waitFor();
    expect(await started.getByRole('alert').count()).toBe(0);
  });
});
