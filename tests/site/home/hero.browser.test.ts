import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dogOrBall, trophyOrSuitcase } from '../../../site/home/hero/sentences.ts';
import { axeFindings, errorsOf, useSite } from '../open-page.ts';

const { open, url } = useSite();
const hero = (page: Page) => page.locator('#hero-figure');
const wide = { viewport: { width: 1280, height: 900 } };

/** Printed shares by their names in the API. */
async function printed(page: Page): Promise<Record<string, number>> {
  const all = await hero(page)
    .locator('.answer data')
    .evaluateAll((data) =>
      data.map((one) => [one.getAttribute('data-tensor'), Number((one as HTMLDataElement).value)]),
    );
  return Object.fromEntries(all);
}

/** What the API says of the pronoun in layers 9 to 11, by the same names. */
async function served(text: string, to: number, candidates: readonly number[]): Promise<Record<string, number>> {
  const layers = [8, 9, 10];
  const answer = await fetch(url('/v1/trace'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ text, tensors: layers.map((layer) => `token_mixing.${layer}`) }),
  });
  const { tensors } = (await answer.json()) as { tensors: Record<string, { data: number[][] }> };
  const names = layers.flatMap((layer) => candidates.map((from) => [layer, from] as const));
  return Object.fromEntries(
    names.map(([layer, from]) => [
      `token_mixing.${layer}[${to}][${from}]`,
      tensors[`token_mixing.${layer}`]!.data[to]![from]!,
    ]),
  );
}

function expectSame(found: Record<string, number>, expected: Record<string, number>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) expect(Math.abs(found[name]! - value), name).toBeLessThan(1e-6);
}

describe('the dog or the ball', () => {
  it('says in numbers what the API says, within 1e-6, for either word', async () => {
    const page = await open('/', wide);
    const errors = errorsOf(page);
    const { variants, pronoun, candidates } = dogOrBall;
    expectSame(await printed(page), await served(variants[0].text, pronoun, candidates));
    await hero(page).getByRole('button', { name: variants[1].words }).click();
    await hero(page).locator('.most', { hasText: 'ball' }).waitFor();
    expectSame(await printed(page), await served(variants[1].text, pronoun, candidates));
    expect(errors).toEqual([]);
  });

  it('draws itself layer by layer, and not before a guess could be made', async () => {
    const page = await open('/', { ...wide, reducedMotion: 'no-preference' });
    const strands = hero(page).locator('.wide .strand');
    await hero(page).getByRole('button', { name: 'Draw it again' }).click();
    await hero(page).locator('div.answer.waiting').waitFor({ state: 'attached' });
    expect(await strands.count()).toBeLessThan(40);
    await hero(page).getByRole('button', { name: 'the ball' }).click();
    await expect.poll(() => strands.count()).toBeGreaterThan(50);
    await hero(page).getByText('You said ball, but more comes from dog.').waitFor();
  });

  it('marks the larger row only after a guess, which is asked first', async () => {
    const page = await open('/', wide);
    expect(await hero(page).locator('tbody tr').count()).toBe(2);
    expect(await hero(page).locator('.most').count()).toBe(0);
    await hero(page).getByRole('button', { name: 'the ball' }).click();
    await hero(page).locator('.most', { hasText: 'dog' }).waitFor();
  });

  it('has both ways on in one row on a phone', async () => {
    const page = await open('/', { viewport: { width: 360, height: 740 } });
    const [short, fails] = await hero(page)
      .locator('.ways > *')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2));
    expect(Math.abs(short! - fails!)).toBeLessThan(6);
  });

  it('goes through the layers by the arrow keys', async () => {
    const page = await open('/', wide);
    const strands = hero(page).locator('.wide .strand');
    const all = await strands.count();
    await hero(page).getByLabel('Layers').focus();
    for (let press = 0; press < 6; press++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => strands.count()).toBeLessThan(all * 0.7);
    await page.keyboard.press('End');
    await expect.poll(() => strands.count()).toBe(all);
  });

  it('follows the word that a finger taps on a phone', async () => {
    const page = await open('/', { viewport: { width: 360, height: 740 }, hasTouch: true });
    await hero(page).locator('.narrow').getByRole('button', { name: 'Follow ball' }).tap();
    await hero(page).getByText('The widest strand into ball comes from').waitFor();
  });

  it('keeps a guess with its sentence', async () => {
    const page = await open('/', wide);
    await hero(page).getByRole('button', { name: 'the ball' }).click();
    await hero(page).getByRole('button', { name: dogOrBall.variants[1].words }).click();
    await hero(page).locator('.most', { hasText: 'ball' }).waitFor();
    expect(await hero(page).getByText('You said').count()).toBe(0);
  });

  it('follows another word, and names its widest strand', async () => {
    const page = await open('/', wide);
    await hero(page).locator('.wide').getByRole('button', { name: 'Follow tired' }).click();
    await hero(page).getByText('The widest strand into tired comes from').waitFor();
    expect(Object.keys(await printed(page))[0]).toMatch(/^token_mixing\.\d+\[9\]\[\d+\]$/);
  });

  it('follows the pronoun again where the other sentence has not the word that was followed', async () => {
    const page = await open('/', wide);
    await hero(page).locator('.wide').getByRole('button', { name: 'Follow tired' }).click();
    await hero(page).getByRole('button', { name: dogOrBall.variants[1].words }).click();
    await hero(page).locator('.most', { hasText: 'ball' }).waitFor();
  });

  it('shows where it fails: one answer for both words', async () => {
    const page = await open('/', wide);
    await hero(page).getByRole('button', { name: 'And where it fails' }).click();
    await hero(page).getByText('this model does not tell them apart').waitFor();
    const { variants, pronoun, candidates } = trophyOrSuitcase;
    expectSame(await printed(page), await served(variants[0].text, pronoun, candidates));
    await hero(page).getByRole('button', { name: 'The dog or the ball?' }).click();
    await hero(page).locator('.most', { hasText: 'dog' }).waitFor();
  });

  it('is all there without scripts, side by side where it is wide and below each other on a phone', async () => {
    for (const [width, shown] of [
      [1280, '.wide'],
      [360, '.narrow'],
    ] as const) {
      const page = await open('/', { javaScriptEnabled: false, viewport: { width, height: 800 } });
      expect(await hero(page).locator(`${shown} .strand`).count()).toBeGreaterThan(50);
      expect(await hero(page).locator(shown).isVisible()).toBe(true);
      expect(await hero(page).locator('div.answer').isVisible()).toBe(true);
    }
  });

  it('is on the first screen, picture and numbers, at 1440 x 900 and on a phone of 360 x 740', async () => {
    for (const [width, height] of [
      [1440, 900],
      [360, 740],
    ] as const) {
      const page = await open('/', { viewport: { width, height } });
      const box = await hero(page).locator('.answer table').boundingBox();
      expect(box!.y + box!.height).toBeLessThanOrEqual(height);
    }
  });

  it('gives axe-core nothing to find in either theme', async () => {
    const page = await open('/', wide);
    expect(await axeFindings(page, '.hero')).toEqual([]);
  });
});
