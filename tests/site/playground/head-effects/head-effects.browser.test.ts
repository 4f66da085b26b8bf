import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ viewport: { width: 1440, height: 5000 }, patience: 60_000 });
const text = 'Dogs chase cats.';
const start = `/playground#text=${encodeURIComponent(text)}&layer=3&head=2&token=3`;

async function ask<Answer>(route: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(url(route), { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

interface Sweep {
  readonly log_probability: readonly (readonly (readonly number[])[])[];
}

const panel = (page: Page) => page.locator('#head-effects');

async function opened(fragment = ''): Promise<{ page: Page; swept: () => object[] }> {
  const page = await open('/404');
  const bodies: string[] = [];
  page.on('request', (request) => request.url().endsWith('/v1/sweep') && bodies.push(request.postData() ?? ''));
  await page.goto(url(start + fragment));
  await panel(page).locator('summary').waitFor();
  await page.locator('.all-heads canvas').waitFor();
  return { page, swept: () => bodies.map((body) => JSON.parse(body)) };
}

const filled = (page: Page) =>
  expect.poll(() => panel(page).locator('[role=gridcell].known').count(), { timeout: 60_000 }).toBe(144);

describe('what each head does to the word', () => {
  it('is folded and asks nothing until it is opened; then it shows what the API says of the masked word, within 1e-6', async () => {
    const { page, swept } = await opened('&mask=3');
    const errors = errorsOf(page);
    await page.waitForLoadState('networkidle');
    expect(swept()).toEqual([]);
    await panel(page).getByText('Take away all 144 heads').click();
    await filled(page);
    const body = { text, over: 'heads', position: 3, mask_tokens: [3] };
    expect(swept()).toEqual([body]);
    const { log_probability } = await ask<Sweep>('/v1/sweep', body);
    const change = panel(page).locator('.one-head data').last();
    expect(Math.abs(Number(await change.getAttribute('value')) - log_probability[0]![2]![1]!)).toBeLessThan(1e-6);
    await panel(page).locator('[data-cell="4,4"]').click();
    await panel(page).getByText('layer 5, head 5').waitFor();
    await expect.poll(() => page.url()).toMatch(/layer=5&head=5/);
    expect(Math.abs(Number(await change.getAttribute('value')) - log_probability[0]![4]![4]!)).toBeLessThan(1e-6);
    expect(await panel(page).getByText('The heads you knocked out').count()).toBe(0);
    expect(await page.locator('#take').innerText()).toContain('What each head does to the word');
    expect(errors).toEqual([]);
  });

  it('follows the word that the reader follows, and says that knocked-out heads are back in', async () => {
    const { page, swept } = await opened('&mask=3&follow=mice&off=9.11');
    await panel(page).getByText('Take away all 144 heads').click();
    await filled(page);
    expect(swept()).toEqual([{ text, over: 'heads', position: 3, mask_tokens: [3], targets: ['mice'] }]);
    await panel(page).getByText('The heads you knocked out are back in for this').waitFor();
    expect(await panel(page).locator('.ask').innerText()).toContain('mice');
  });

  it('says kindly that a text is too long', async () => {
    const { page, swept } = await opened();
    await page.goto(url(`/playground#text=${encodeURIComponent('word '.repeat(140).trim())}&token=3`));
    await page.reload();
    await panel(page).getByText('Take away all 144 heads').click();
    await panel(page).getByText('Up to 103 tokens it works.').waitFor();
    expect(swept()).toEqual([]);
  });

  it('gives axe-core nothing to find in either theme, on a phone', async () => {
    const page = await open(start, { viewport: { width: 360, height: 740 } });
    await panel(page).getByText('Take away all 144 heads').click();
    await filled(page);
    expect(await axeFindings(page, '#head-effects')).toEqual([]);
    await panel(page).getByText('It is not masked').waitFor();
    await panel(page).getByRole('button', { name: 'Mask it' }).click();
    await panel(page).getByText('The word is read in place of “cats”').waitFor();
  });
});
