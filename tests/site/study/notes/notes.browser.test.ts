import { describe, expect, it } from 'vitest';
import { askSentence, errorsOf, lineHas, useSite } from '../../open-page.ts';

const { open } = useSite();
const tall = { viewport: { width: 1280, height: 14_000 } };

describe('the study notes', () => {
  it('show a figure for each of the twelve without scripts, every number named', async () => {
    const page = await open('/notes', { javaScriptEnabled: false });
    expect(await page.locator('.note .note-figure').count()).toBe(12);
    for (const figure of await page.locator('.note-figure').all()) {
      expect(await figure.locator('[data-tensor]').count()).toBeGreaterThan(0);
    }
    expect(await page.locator('#note-8 .note-figure tbody tr').count()).toBe(12);
  });

  it("follow the reader's own sentence, token and head, and lead to the chapter in that state", async () => {
    const page = await open('/notes#text=Dogs+chase+cats.&layer=3&head=2&token=3', tall);
    const errors = errorsOf(page);
    await page.locator('#note-4 .note-figure', { hasText: 'The row of cats in layer 3, head 2' }).waitFor();
    await askSentence(page, 'Snowboarding is great fun.');
    await lineHas(page, 'fun');
    await page.waitForLoadState('networkidle');
    const choose = (token: string) =>
      page.getByRole('group', { name: 'Choose the token' }).locator(`[data-token=${token}]`).click();
    await choose('snow');
    for (const order of [1, 2, 4, 5, 6, 7, 9, 10, 11, 12]) {
      await page.locator(`#note-${order} .note-figure .lead-in`, { hasText: 'snow' }).waitFor();
    }
    await page.locator('#note-3 .lead-in', { hasText: '8 tokens, 8 × 8 = 64 scores' }).waitFor();
    await choose('fun');
    await page.locator('#note-12 .lead-in', { hasText: 'fun' }).waitFor();
    const link = await page.locator('#note-3 .more a').getAttribute('href');
    expect(link).toMatch(/^\/chapters\/scores#text=Snowboarding\+is\+great\+fun\.&layer=\d+&head=\d+&token=5$/);
    expect(link).toContain(new URL(page.url()).hash);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(errors).toEqual([]);
  });

  it('come as one Markdown file, the wrong statement struck and its numbers beside it', async () => {
    const page = await open('/notes');
    const link = page.getByRole('link', { name: 'Download all notes as Markdown' });
    expect(await link.getAttribute('download')).toBe('bert-attention-notes.md');
    expect(await link.getAttribute('href')).toBe('/notes.md');
    const response = await page.request.get(new URL('/notes.md', page.url()).href);
    expect(response.headers()['content-type']).toMatch(/charset=utf-8/i);
    const file = await response.text();
    expect(file.match(/^## \d+\. /gm)).toHaveLength(12);
    expect(file.match(/~~/g)).toHaveLength(8);
    expect(file).toContain('Wrong as stated: ~~Weakly related tokens stay nearly identical to their input.~~');
    expect(file).toMatch(/\| 12 \| 0\.8\d+ \| 0\.1\d+ \| 0\.2\d+ \|/);
  });

  it('keep their figures and say so where the API does not answer', async () => {
    const page = await open('/notes', tall);
    await page.route('**/v1/**', (route) => route.abort());
    await askSentence(page, 'Snowboarding is great fun.');
    await page.locator('#note-4 .news', { hasText: 'The model could not be reached.' }).waitFor();
    expect(await page.locator('#note-4 .lead-in').innerText()).toContain('it');
    await page.unroute('**/v1/**');
    await page.locator('#note-4').getByRole('button', { name: 'Try again' }).click();
    await page.locator('#note-4 .lead-in', { hasText: 'snow' }).waitFor();
  });
});
