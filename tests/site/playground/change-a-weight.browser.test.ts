import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { errorsOf, useSite } from '../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1280, height: 1000 }, patience: 30_000 });
const patient = { timeout: 20_000 };
const slider = (page: Page) => page.locator('#pair').getByRole('slider');
const on = (page: Page) => page.locator('#changes .on button');

async function opened(fragment = ''): Promise<Page> {
  const page = await open(`/playground${fragment}`);
  await slider(page).waitFor();
  return page;
}

/** A weight of the matrix on screen, by its name. */
const weight = (page: Page, name: string) => page.locator(`#pair [data-tensor="${name}"]`).first();

it('sets the weight of the chosen pair: matrix and words follow, as the API answers the same change', async () => {
  const page = await opened();
  const errors = errorsOf(page);
  await slider(page).fill('40');
  const name = 'attentions[8][10][8][2]';
  await expect.poll(async () => Number(await weight(page, name).getAttribute('value')), patient).toBeCloseTo(0.4, 5);
  expect(await page.evaluate(() => location.hash)).toContain('weight=9.11.8.2.40');
  const beside = page.locator('#pair p[data-request] data');
  await beside.first().waitFor();
  const [before, after] = await beside.evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
  expect(before).not.toBe(after);
  expect(await page.locator('#pair p[data-request]').innerText()).toMatch(
    /What BERT reads at “it”.*BERT sees the word itself/s,
  );
  await page.locator('#words').scrollIntoViewIfNeeded();
  const cell = page.locator('#words td.bar data').first();
  await page.locator('#words td.before').first().waitFor();
  const [changed] = JSON.parse(
    (await page
      .locator('#words')
      .locator('xpath=descendant-or-self::*[@data-request]')
      .first()
      .getAttribute('data-request'))!,
  );
  const id = Number(/\[(\d+)\]$/.exec((await cell.getAttribute('data-tensor'))!)![1]);
  const answer = await fetch(url('/v1/fill-mask'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...changed, positions: [8], top_k: 8 }),
  });
  const { masks } = (await answer.json()) as { masks: { candidates: { id: number; probability: number }[] }[] };
  const served = masks[0]!.candidates.find((one) => one.id === id)!.probability;
  expect(Math.abs(Number(await cell.getAttribute('value')) - served)).toBeLessThan(1e-6);
  expect(Math.abs(after! - served)).toBeLessThan(1e-6);
  await page.locator('#pair').getByRole('button', { name: 'Mask it' }).click();
  await page.locator('#pair p[data-request]', { hasText: 'BERT’s word for “it”' }).waitFor();
  expect(errors).toEqual([]);
});

it('that fits neither the sentence nor the model is left out, and so it says; nothing of it is asked or stays in the address', async () => {
  const page = await open('/404');
  const refused: string[] = [];
  page.on('response', (response) => response.status() >= 400 && refused.push(response.url()));
  await page.goto(url('/playground#text=hi&weight=9.11.80.2.0,99.1.1.1.0,9.11.1.2.30&mask=70'));
  await slider(page).waitFor();
  await page.getByText('3 changes in the link do not fit').waitFor();
  await expect.poll(() => page.url(), patient).toMatch(/weight=9\.11\.1\.2\.30$/);
  await page.waitForLoadState('networkidle');
  expect(refused).toEqual([]);
  await on(page).first().click();
  await page.getByText('3 changes in the link do not fit').waitFor({ state: 'detached' });
});

it('is one of the changes: listed, undone in one step after a drag, done again, and let go', async () => {
  const page = await opened();
  await slider(page).scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await slider(page).boundingBox())!;
  await page.mouse.move(x + width * 0.8, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.2, y + height / 2, { steps: 6 });
  await page.mouse.up();
  await on(page).filter({ hasText: 'Layer 9 · Head 11: “it” to “cat” at' }).waitFor();
  await page.locator('#changes').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => on(page).count()).toBe(0);
  await page.locator('#changes').getByRole('button', { name: 'Redo' }).click();
  await on(page).first().click();
  await expect.poll(() => on(page).count()).toBe(0);
  expect(await page.evaluate(() => location.hash)).not.toContain('weight=');
});

it('comes from a link, leaves what another weight of the row holds, and is carried to text B', async () => {
  const page = await opened(
    '#layer=9&head=11&token=8&key=2&weight=9.11.8.2.40,9.11.8.1.50&other=The+dog+sat+on+the+mat+because+it+was+tired.',
  );
  expect(await slider(page).getAttribute('max')).toBe('50');
  await on(page).nth(1).waitFor();
  await page.locator('#compare').scrollIntoViewIfNeeded();
  await page.locator('#compare h3', { hasText: '“it” to “dog” at 40 %' }).waitFor();
});

it('is not offered where the head is out, nor in a lens that shows no weights', async () => {
  const page = await open('/playground#layer=9&head=11&token=8&off=9.11');
  await page.locator('#pair .set', { hasText: 'This head is knocked out' }).waitFor();
  const norm = await open('/playground#layer=9&head=11&token=8&lens=norm');
  await norm.locator('#pair .set', { hasText: 'Read by weight' }).waitFor();
});
