import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { testQuestions } from '../../../../site/study/before-after/sittings.ts';
import { downloaded } from '../../downloaded.ts';
import { axeFindings, useSite } from '../../open-page.ts';

const { open, url } = useSite();

/** Takes the test with so many right answers, the first ones; of the others the reader knows none. */
async function take(page: Page, button: string, right: number): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const sets = page.locator('fieldset');
  expect(await sets.count()).toBe(testQuestions.length);
  expect(await page.getByRole('button', { name: '8 of 8 to go' }).isDisabled()).toBe(true);
  for (const [index, question] of testQuestions.entries()) {
    await sets
      .nth(index)
      .getByRole('radio')
      .nth(index < right ? question.right : 4)
      .check();
  }
  await page.getByRole('button', { name: 'Hand in' }).click();
}

it('says nothing of right and wrong before the second time, then the gain, and gives both as a file', async () => {
  const page = await open('/evidence');
  await take(page, 'Take it before you read', 2);
  expect(await page.getByRole('alert').count()).toBe(0);
  const year = new Date().getFullYear();
  await page.getByText(new RegExp(`Taken once, on \\w+ \\d+, ${year} at \\d+:\\d+`)).waitFor();
  await page.getByText('The second time is meant for after the last chapter').waitFor();
  const seen = await page.locator('main').innerText();
  for (const { explanation } of testQuestions) expect(seen).not.toContain(explanation.slice(0, 40));
  expect(seen).not.toMatch(/\d right before, |Gain:/);
  await page.reload();
  await take(page, 'Take it again, after the last chapter', 7);
  await page.getByRole('heading', { name: 'Gain: +5 of 8' }).waitFor();
  await page.getByText('2 right before, 7 after.').waitFor();
  await page.getByText('come up with probability .03.').waitFor();
  expect(await page.getByText('Each score becomes its exponential').isVisible()).toBe(false);
  await page.getByText('The answers (in a trial').click();
  await page.getByText('Each score becomes its exponential').waitFor();
  expect(await axeFindings(page, 'main')).toEqual([]);
  await page.getByLabel('Code').fill('A-07');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^before-after-\d{4}-\d\d-\d\d\.csv$/);
  expect(
    String(await downloaded(file))
      .split('\n')
      .filter((row) => row.startsWith('A-07,')).length,
  ).toBe(16);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete my answers' }).click();
  await page.getByRole('button', { name: 'Take it before you read' }).waitFor();
});

it('is offered at the first chapter and at the last, and at no other', async () => {
  for (const [path, count] of [
    ['/chapters/attention-off', 1],
    ['/chapters/lenses', 1],
    ['/chapters/scores', 0],
  ] as const) {
    const page = await open(path);
    expect(await page.locator('main a[href="/evidence"]').count(), path).toBe(count);
  }
});

it('without scripts has the protocol of a trial, and says what the questions need', async () => {
  const page = await open('/evidence', { javaScriptEnabled: false });
  await page.getByRole('heading', { name: 'A trial with two groups' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('The questions need scripts');
});

it.each([360, 768])('fits %i pixels, also with the questions open', async (width) => {
  const page = await open('/evidence', { viewport: { width, height: 800 } });
  await page.getByRole('button', { name: 'Take it before you read' }).click();
  await page.locator('fieldset').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  expect(page.url()).toBe(url('/evidence'));
});
