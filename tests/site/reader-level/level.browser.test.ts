import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, useSite } from '../open-page.ts';

const { open } = useSite();

const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const openings = (page: Page) => page.locator('.opening').filter({ visible: true });

it('a chapter begins as it is, or after words for the chosen reader, which the next chapter keeps', async () => {
  const page = await open('/chapters/softmax');
  expect(await choice(page, 'student').isChecked()).toBe(true);
  expect(await openings(page).count()).toBe(0);
  await choice(page, 'school').check();
  expect(await openings(page).allInnerTexts()).toEqual([expect.stringContaining('There is one cake')]);
  await page.goto(page.url().replace('softmax', 'heads'));
  await expect.poll(() => openings(page).allInnerTexts()).toEqual([expect.stringContaining('Twelve friends')]);
  await choice(page, 'school').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await openings(page).allInnerTexts()).toEqual([expect.stringContaining('[12, n, 64]')]);
  expect(await axeFindings(page, '.levels, .opening')).toEqual([]);
});

it('can be chosen without scripts, and where nothing can be stored', async () => {
  const page = await open('/chapters/scores', { javaScriptEnabled: false });
  await choice(page, 'engineer').check();
  expect(await openings(page).allInnerTexts()).toEqual([expect.stringContaining('[12, n, n]')]);
});

it('is on paper where it is chosen, without the choice', async () => {
  const page = await open('/chapters/scores');
  await choice(page, 'engineer').check();
  await page.emulateMedia({ media: 'print' });
  expect(await openings(page).count()).toBe(1);
  expect(await page.locator('.levels').isVisible()).toBe(false);
});
