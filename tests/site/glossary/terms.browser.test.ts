import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, useSite } from '../open-page.ts';

const { open } = useSite();
const term = (page: Page, id: string) => page.locator(`a.term[href="/glossary#${id}"]`);
const card = (page: Page, id: string) => page.locator(`#term-${id}`);

describe('a term in a chapter', () => {
  it('opens under the mouse beside its word, stays while the mouse is on it, and closes behind it', async () => {
    const page = await open('/chapters/scores');
    await term(page, 'query').hover();
    await card(page, 'query').waitFor();
    const [word, opened] = [await term(page, 'query').boundingBox(), await card(page, 'query').boundingBox()];
    expect(
      Math.min(Math.abs(opened!.y - word!.y - word!.height), Math.abs(word!.y - opened!.y - opened!.height)),
    ).toBeLessThan(12);
    await card(page, 'query').hover();
    await page.waitForTimeout(400);
    expect(await card(page, 'query').isVisible()).toBe(true);
    expect(await card(page, 'query').textContent()).toContain('What a token asks, in one head');
    expect(await axeFindings(page, '.text')).toEqual([]);
    await page.mouse.move(5, 5);
    await card(page, 'query').waitFor({ state: 'hidden' });
  });

  it('opens with the focus of the keyboard, closes with Escape, and Enter leads to the glossary', async () => {
    const page = await open('/chapters/scores');
    await term(page, 'layer').focus();
    await page.keyboard.press('Tab');
    await card(page, 'head').waitFor();
    await page.keyboard.press('Escape');
    await card(page, 'head').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('heads');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/glossary#head$/);
    expect(await page.locator('#head').evaluate((entry) => entry.getBoundingClientRect().top)).toBeLessThan(300);
  });

  it('opens at a tap and leads on from there, on a phone within the page', async () => {
    const page = await open('/chapters/scores', {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 360, height: 740 },
    });
    await term(page, 'layer').tap();
    await card(page, 'layer').waitFor();
    await term(page, 'layer').tap();
    await card(page, 'layer').waitFor({ state: 'hidden' });
    for (const id of ['layer', 'attention-weight', 'dot-product', 'feed-forward']) {
      if ((await term(page, id).count()) === 0) continue;
      await term(page, id).tap();
      await card(page, id).waitFor();
      const box = await card(page, id).boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(360);
    }
    expect(page.url()).toContain('/chapters/scores');
    await page.locator('.term-card:popover-open a').tap();
    await page.waitForURL(/\/glossary#/);
  });

  it('is a link without scripts, and plain words on paper', async () => {
    const page = await open('/chapters/scores', { javaScriptEnabled: false });
    expect(await page.locator('.term-card:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await term(page, 'query').evaluate((link) => getComputedStyle(link).textDecorationLine)).toBe('none');
    await page.emulateMedia({ media: 'screen' });
    await term(page, 'query').click();
    await page.waitForURL(/\/glossary#query$/);
  });
});

describe('the glossary', () => {
  it('has every entry with its place, its chapter, and formulas and names where there are some; axe finds nothing', async () => {
    const page = await open('/glossary');
    const entries = page.locator('section.entry');
    expect(await entries.count()).toBeGreaterThan(30);
    expect(await entries.locator('a[href^="/chapters/"]').count()).toBe(await entries.count());
    expect(await page.locator('#score .formula').count()).toBe(1);
    expect(await page.locator('#attention-weight code').allTextContents()).toEqual([
      'attentions',
      'attentions',
      'attention_probs',
    ]);
    const places = await entries
      .locator('dl a[href*="/docs#"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    await page.goto(new URL('/docs', page.url()).href);
    for (const place of new Set(places)) {
      expect(await page.evaluate((id) => document.getElementById(id) !== null, place.split('#')[1]!), place).toBe(true);
    }
    const again = await open('/glossary');
    expect(await axeFindings(again)).toEqual([]);
  });

  it('draws what stands on what, with a link to every step and the same in words', async () => {
    const page = await open('/glossary', { javaScriptEnabled: false });
    const map = page.locator('.concept-map');
    expect(await map.locator('svg a').count()).toBe(11);
    await expect
      .poll(() => map.locator('li').allTextContents())
      .toContain('Softmax: weights that sum to 1. Needs Scores.');
    await map.locator('svg a', { hasText: 'Softmax' }).click();
    await page.waitForURL(/\/chapters\/softmax/);
  });
});
