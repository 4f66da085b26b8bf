import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../open-page.ts';

const { open } = useSite();

describe('the page of search', () => {
  it('finds as one types, marks the words, keeps the question in the address, and leads to the very heading', async () => {
    const page = await open('/search');
    const errors = errorsOf(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    await page.keyboard.type('divide by 8');
    const first = page.locator('search ol li', { hasText: 'Why divide by 8' });
    await first.waitFor();
    expect(await first.locator('mark').count()).toBeGreaterThan(1);
    expect(new URL(page.url()).search).toBe('?q=divide+by+8');
    expect(await page.getByRole('status').filter({ hasText: 'place' }).textContent()).toMatch(/^\d+ places$/);
    expect(await axeFindings(page)).toEqual([]);
    await first.getByRole('link').click();
    await page.waitForURL(/\/chapters\/scores#why-divide-by-8/);
    const top = await page.locator('#why-divide-by-8').evaluate((heading) => heading.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(300);
    expect(errors).toEqual([]);
  });

  it('answers a link with a question, and the arrows lead through what was found', async () => {
    const page = await open('/search?q=attention_probs');
    await page.locator('search ol li').first().waitFor();
    await page.locator('#q').focus();
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(await focused()).toBe('/glossary#attention-weight');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    await page.locator('h1').click();
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    expect(await page.locator('#q').inputValue()).toBe('attention_probs');
  });

  it('says what to try where nothing is found, and that the words could not be loaded', async () => {
    const page = await open('/search?q=xylophone');
    await page.getByRole('status').filter({ hasText: 'Nothing has these words.' }).waitFor();
    await page.getByRole('button', { name: '[SEP]' }).click();
    await page.locator('search ol a', { hasText: '[SEP]' }).first().waitFor();
    const other = await open('/search');
    await other.route('**/search.json', (route) => route.abort());
    await other.locator('#q').fill('query');
    await other.getByRole('status').filter({ hasText: 'could not be loaded' }).waitFor();
    await other.unroute('**/search.json');
    await other.getByRole('button', { name: 'Try again' }).click();
    await other.locator('search ol li').first().waitFor();
  });

  it('asks for no words before there is a question', async () => {
    const page = await open('/search');
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.length).toBeGreaterThan(3);
    expect(loaded.filter((name) => name.includes('search.json'))).toEqual([]);
  });

  it.each([320, 360])('takes no row of its own in the header of a page %i pixels wide', async (width) => {
    const page = await open('/chapters/scores', { viewport: { width, height: 640 } });
    expect(await page.locator('.page-header').evaluate((header) => header.getBoundingClientRect().height)).toBeLessThan(
      80,
    );
    const end = await page.locator('.page-header #theme').evaluate((button) => button.getBoundingClientRect().right);
    expect(end).toBeLessThanOrEqual(width);
  });

  it('is a list of everything without scripts, and every header leads to it', async () => {
    const page = await open('/chapters/scores', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await page.locator('.page-header').getByRole('link', { name: 'Search' }).click();
    await page.waitForURL('**/search');
    expect(await page.locator('#q').isVisible()).toBe(false);
    const why = page.locator('main p', { hasText: 'needs scripts, which are off' });
    expect(await why.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      '/glossary',
      '/glossary#stands-on',
      '/chapters',
    ]);
    const links = await page.locator('.everything a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const link of [
      '/chapters/scores',
      '/notes#note-3',
      '/quiz#scores-pairwise',
      '/docs#createTrace',
      '/glossary',
    ]) {
      expect(links).toContain(link);
    }
  });
});
