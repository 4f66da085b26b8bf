import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { clarkRows } from '../../../../site/atlas/overview/clark-table.ts';
import coreference from '../../../../site/content/atlas/coreference.json' with { type: 'json' };
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';
import { awake, axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite();
const cell = (page: Page, head: number) => page.locator(`table[role=grid] [data-head="${head}"]`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const query = (page: Page) => new URL(page.url()).search;

describe('the page of all heads', () => {
  it('is a map that the keyboard walks, each cell a link that says what it shows', async () => {
    const page = await open('/heads');
    const errors = errorsOf(page);
    expect(await page.locator('table[role=grid] a[tabindex="-1"]').count()).toBe(143);
    await page.locator('table[role=grid] a:not([tabindex])').focus();
    expect(await focused(page)).toMatch(
      /^8-11: from a preposition or ’s to its noun, 82\s% of 2,511 cases \(95\s% interval 81\sto\s84\s%\)/,
    );
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toMatch(/^8-10: from an object to its verb/);
    expect(await page.locator('.said h2').innerText()).toBe('Head 8-10');
    expect(await page.locator('.dots a.shown').evaluateAll((all) => all.map((one) => one.dataset.head))).toEqual([
      '93',
      '93',
    ]);
    await page.keyboard.press('Control+Home');
    expect(await focused(page)).toMatch(/^1-1: /);
    await page.keyboard.press('PageDown');
    expect(await focused(page)).toMatch(/^12-1: mostly punctuation/);
    await page.locator('.dots a').nth(94).focus();
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toMatch(/^7-11: weight on \[SEP\] \.\d\d, length from \[SEP\] \.\d\d$/);
    await cell(page, 3).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/heads/1-4');
    expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  });

  it('finds heads in words, lights them everywhere and lists them with their numbers', async () => {
    const page = await open('/heads');
    await page.getByLabel('Which heads find').fill('objects');
    await page.locator('table[role=grid] a.lit').first().waitFor();
    const results = page.locator('.results');
    expect(await results.locator('tbody tr').first().innerText()).toMatch(
      /8-10\s+86\s%\s+84\sto\s88\s%\s+from an object to its verb/,
    );
    expect(await results.innerText()).toContain('877 cases; the best fixed offset, 2 words before: 39\u00a0%.');
    const lit = await page.locator('table[role=grid] a.lit').count();
    expect(await page.locator('.dots a.lit').count()).toBe(2 * lit);
    await page.getByRole('button', { name: 'passive' }).click();
    await expect
      .poll(() => page.locator('.said li').first().innerText())
      .toMatch(/^from a passive auxiliary to its verb\s+99\s% of 274 cases/);
    expect(await page.locator('.said h2').innerText()).toBe('Head 4-10');
    await page.getByRole('button', { name: 'separators at least .7' }).click();
    await expect.poll(() => results.innerText()).toMatch(/weight on \[SEP\]: \d+ heads with at least \.70/);
    await page.getByLabel('Which heads find').fill('bananas');
    await expect.poll(() => results.innerText()).toContain('Nothing is found. You can ask for');
    await results.getByRole('button', { name: 'obj', exact: true }).click();
    await expect.poll(() => query(page)).toBe('?find=obj');
    expect(await page.locator('table[role=grid] a.lit').count()).toBe(lit);
    await page.goBack();
    await expect.poll(() => page.getByLabel('Which heads find').inputValue()).toBe('bananas');
  });

  it('keeps measures and question in its address, and back undoes them', async () => {
    const page = await open('/heads?by=from-obj&x=entropy_bits&y=from-obj&find=passive');
    const legend = page.locator('.legend').first();
    await expect
      .poll(() => legend.innerText())
      .toContain('877 cases; the best fixed offset, 2 words before, is right in 39\u00a0%');
    expect(await cell(page, 93).getAttribute('aria-label')).toBe(
      '8-10: from an object to its verb (obj) 86\u00a0% of 877 cases (95\u00a0% interval 84\u00a0to\u00a088\u00a0%); best fixed offset, 2 words before: 39\u00a0%',
    );
    expect(await page.getByLabel('Which heads find').inputValue()).toBe('passive');
    expect(await page.getByLabel('To the right').inputValue()).toBe('entropy_bits');
    expect(await page.locator('.planes').innerText()).toMatch(/Rank correlation −?\.\d\d of 144 heads/);
    await page.getByLabel('Colour by').selectOption('removal');
    await expect.poll(() => legend.innerText()).toContain('change of ln p without the head: from −.051');
    expect(new URLSearchParams(query(page)).get('by')).toBe('removal');
    await page.goBack();
    await expect.poll(() => legend.innerText()).toContain('877 cases');
    expect(await page.getByLabel('Colour by').inputValue()).toBe('from-obj');
  });

  it('says when the numbers of a relation do not come, and shows what was chosen before', async () => {
    const page = await open('/heads');
    await page.route('**/heads/relations/**', (route) => route.abort());
    await page.getByLabel('Colour by').selectOption('from-det');
    await page.getByRole('alert').getByText('could not be loaded').waitFor();
    expect(await page.locator('.legend').first().innerText()).toContain('find a relation of grammar');
    await page.unroute('**/heads/relations/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.locator('.legend').first().innerText()).toContain('2,043 cases');
  });

  it('shows a head at the first tap, and follows its link at the second', async () => {
    const page = await open('/heads', { viewport: { width: 360, height: 740 }, hasTouch: true });
    await cell(page, 2).tap();
    await expect.poll(() => page.locator('.said h2').innerText()).toBe('Head 1-3');
    expect(new URL(page.url()).pathname).toBe('/heads');
    await cell(page, 2).tap();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/heads/1-3');
  });

  it('has nothing that axe-core finds in either theme, at first, coloured by a measure, and with a question', async () => {
    const page = await open('/heads');
    expect(await axeFindings(page)).toEqual([]);
    await page.goto(url('/heads?by=from-obj&y=from-obj&find=passive'));
    await awake(page);
    await expect.poll(() => page.locator('.legend').first().innerText()).toContain('877 cases');
    expect(await axeFindings(page, '.heads-overview')).toEqual([]);
  });
});

describe('a question with two conditions', () => {
  it('lights the heads that meet both, names them first, and gives each condition with its numbers', async () => {
    const page = await open('/heads');
    await page.fill('#find-heads', 'objects and [SEP] at least .4');
    const results = page.locator('.results');
    await results.getByText('meet both conditions').waitFor();
    const met = await results.locator('section').first().locator('a').allInnerTexts();
    expect(met).toContain('8-10');
    expect(await page.locator('table[role=grid] a.lit').count()).toBe(met.length);
    expect(await results.innerText()).toContain('877 cases; the best fixed offset, 2 words before: 39\u00a0%.');
    expect(await results.locator('tr .met').count()).toBe(met.length);
    await page.fill('#find-heads', 'commas and distance at least 1');
    await page.fill('#find-heads', '13-1');
    await results.getByText('There is no head 13-1').waitFor();
  });
});

describe('without scripts', () => {
  it('everything that is drawn is there, each head linked from each picture', async () => {
    const page = await open('/heads', { javaScriptEnabled: false });
    for (const picture of [
      'table[role=grid]',
      '.planes section:nth-child(1) .dots',
      '.planes section:nth-child(2) .dots',
    ]) {
      const heads = page.locator(`${picture} a[href^="/heads/"]`);
      expect(await heads.count()).toBe(144);
      expect(await heads.nth(103).isVisible()).toBe(true);
    }
    expect(await page.locator('form[role=search]').isVisible()).toBe(false);
    expect(await page.locator('.legend').first().innerText()).toMatch(/53 look mostly at \[SEP\]/);
  });

  it('the table of Clark et al. has count, interval and baseline in every row, as the atlas has them', async () => {
    const page = await open('/heads', { javaScriptEnabled: false });
    const rows = clarkRows(readAtlas());
    const printed = page.locator('.clark tbody tr');
    expect(await printed.count()).toBe(rows.length);
    for (const [at, { label, count, there, accuracy, ourBaseline }] of rows.entries()) {
      const part = (name: string) => printed.nth(at).locator(name).innerText();
      expect(await printed.nth(at).locator('th').innerText()).toBe(label);
      expect(await part('.count')).toBe(count.toLocaleString('en'));
      expect(await part('.published')).toBe(accuracy.toFixed(1));
      expect(await part('.there')).toMatch(/^\d+\.\d\s+\d+\.\d to \d+\.\d$/);
      expect(await part('.there b')).toBe((there.accuracy * 100).toFixed(1));
      expect(await part('.best')).toMatch(/^\d+\.\d\s+\d+\.\d to \d+\.\d$/);
      expect(await part('.baseline')).toMatch(/^\d+\.\d\s+(the|\d) /);
      expect(await part('.our-baseline')).toContain((ourBaseline.accuracy * 100).toFixed(1));
    }
    const { accuracy, cases, same_word: sameWord } = coreference;
    const own = await page.locator('.own-coreference').innerText();
    const percent = (share: number) => `${(share * 100).toFixed(1)}\u00a0%`;
    for (const number of [percent(accuracy[4]![3]!), cases.toLocaleString('en'), percent(sameWord)]) {
      expect(own).toContain(number);
    }
  });
});

describe('the table of Clark et al. on a small screen', () => {
  it.each([320, 768])('is seen whole at %i px: cards, in which every number has its name', async (width) => {
    const page = await open('/heads', { viewport: { width, height: 740 } });
    const box = page.locator('.clark .wide-table');
    expect(await box.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    const right = (name: string) =>
      page
        .locator(`.clark tbody tr ${name}`)
        .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
    for (const part of ['.count', '.best', '.our-baseline', '.ours span'])
      expect(await right(part)).toBeLessThan(width);
    const named = await page
      .locator('.clark tbody .there')
      .first()
      .evaluate((one) => getComputedStyle(one, '::before').content);
    expect(named).toContain('9-6');
    // Cards are a table still for those who hear it.
    expect(await page.getByRole('table').getByRole('row').count()).toBeGreaterThan(12);
  });
});
