import { expect, it } from 'vitest';
import { errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite();
const path = '/chapters/softmax';

it('a card between the sections unfolds, is graded with one tap, and is in the reader’s deck from then on', async () => {
  const page = await open(path);
  const errors = errorsOf(page);
  const card = page.locator('.recall').first();
  expect(await card.locator('.back').isVisible()).toBe(false);
  await card.locator('summary').click();
  await card.getByText('about 2.7 times').waitFor();
  await card.getByRole('button', { name: 'Knew it' }).click();
  await card.getByText(/Noted: it comes back in \d+ min/).waitFor();
  expect(await card.getByRole('button').count()).toBe(0);
  await page.goto(url('/progress'));
  await page
    .getByText(/1 review/)
    .first()
    .waitFor();
  expect(errors).toEqual([]);
});

it('a card unfolds without scripts, and nothing offers to keep a grade', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  const card = page.locator('.recall').first();
  await card.locator('summary').click();
  expect(await card.locator('.back').isVisible()).toBe(true);
  expect(await card.locator('button:visible').count()).toBe(0);
});
