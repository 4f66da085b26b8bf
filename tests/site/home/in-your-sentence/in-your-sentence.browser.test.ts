import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite();
const cards = (page: Page) => page.locator('a.find');
/** Parts of the page wake when they are seen. */
const see = (page: Page, part: string) => page.locator(part).scrollIntoViewIfNeeded();
const address = (page: Page) => new URLSearchParams(new URL(page.url()).hash.slice(1));
const brother = 'My brother gave the old dog to his neighbour because she likes animals.';

/** What the cards print, by its name in the API, and what the API says. */
async function expectServed(page: Page, text: string): Promise<void> {
  const printed = await page
    .locator('a.find data[data-tensor]')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('data-tensor')!, Number((one as HTMLDataElement).value)]));
  const answer = await fetch(url('/v1/attention'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const { attentions } = (await answer.json()) as { attentions: number[][][][] };
  expect(printed.length).toBeGreaterThan(0);
  for (const [name, value] of printed as [string, number][]) {
    const [layer, head, from, to] = (name.match(/\d+/g) ?? []).map(Number);
    expect(Math.abs(attentions[layer!]![head!]![from!]![to!]! - value), name).toBeLessThan(1e-6);
  }
}

describe('in your sentence', () => {
  it('is there without scripts, each card a link to its place', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    expect(await cards(page).count()).toBe(3);
    expect(await cards(page).first().innerText()).toMatch(
      /Layer \d+, head \d+ ties it to cat: \d+\s%, usually 0\.\d\s%/,
    );
    expect(await cards(page).first().getAttribute('href')).toMatch(/^\/map#text=The\+cat.*&token=8&level=pair&key=2$/);
    await expectServed(page, 'The cat sat on the mat because it was tired.');
  });

  it("shows what stands out in the reader's sentence, opens on it, and names no head that is not shown", async () => {
    const page = await open(`/#${new URLSearchParams({ text: brother })}`);
    const errors = errorsOf(page);
    await see(page, 'section.finds');
    await page.locator('a.find', { hasText: 'brother' }).first().waitFor();
    expect(await cards(page).first().innerText()).toContain('Layer 6, head 2 ties to to gave: 74\u00a0%');
    await expectServed(page, brother);
    const place = address(page);
    expect([place.get('layer'), place.get('head'), place.get('token')]).toEqual(['6', '2', '7']);
    await see(page, '#attention-head-figure');
    await page.locator('#attention-head-figure').locator('h3', { hasText: 'Layer 6 · Head 2' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('stays where the address says', async () => {
    const page = await open(`/#${new URLSearchParams({ text: brother, layer: '3', head: '4', token: '5' })}`);
    await see(page, 'section.finds');
    await page.locator('a.find', { hasText: 'brother' }).first().waitFor();
    await see(page, '#attention-head-figure');
    await page.locator('#attention-head-figure h3', { hasText: 'Layer 3 · Head 4' }).waitFor();
    const place = address(page);
    expect([place.get('layer'), place.get('head'), place.get('token')]).toEqual(['3', '4', '5']);
  });

  it('leads from a card to its pair on the map, and back', async () => {
    const page = await open('/');
    await cards(page).nth(1).scrollIntoViewIfNeeded();
    const [, layer, head] = /Layer (\d+), head (\d+)/.exec(await cards(page).nth(1).innerText())!;
    await cards(page).nth(1).press('Enter');
    await page.waitForURL('**/map#*');
    const trail = page.getByRole('navigation', { name: 'Where you are in the model' });
    for (const step of [`Layer ${layer}`, `Head ${head}`]) await trail.getByText(step, { exact: true }).waitFor();
    await page.getByRole('heading', { name: /asks, “cat” answers/ }).waitFor();
    await page.goBack();
    await cards(page).first().waitFor();
  });

  it('says so where nothing stands out', async () => {
    const page = await open('/#text=Hello.');
    await see(page, 'section.finds');
    await page.getByText('Nothing stands out here').waitFor();
    expect(await cards(page).count()).toBe(0);
  });

  it('says so where the text is too long to look', async () => {
    const page = await open(`/#text=${'word+'.repeat(130)}`);
    await see(page, 'section.finds');
    await page.getByText('more than 120 tokens this page does not look').waitFor();
  });

  it('has nothing that axe-core finds in either theme, nor goes over a phone', async () => {
    const page = await open('/', { viewport: { width: 360, height: 740 } });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const lines = await page
      .locator('a.find .words')
      .evaluateAll((all) => all.map((one) => one.getClientRects().length && one.getBoundingClientRect().height));
    for (const height of lines) expect(height).toBeLessThan(48);
  });
});
