import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { headMaskOfFirst, settings } from '../../../../site/figures/attention-off/attention-off.ts';
import { blankSentences } from '../../../../site/figures/attention-off/sentences.ts';
import { axeFindings, errorsOf, useSite } from '../../open-page.ts';

const { open, url } = useSite({ patience: 20_000 });
const path = '/chapters/attention-off';
const figure = (page: Page) => page.locator('#attention-off-figure');
const dial = (page: Page) => figure(page).getByRole('slider', { name: 'Layers with attention on' });
const bars = (page: Page) => figure(page).locator('.side ol li');
/** Words and probabilities beside the picture, from the top. */
const listed = (page: Page) =>
  bars(page).evaluateAll((all) =>
    all
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
      .map((bar) => [bar.querySelector('.token')!.textContent, Number(bar.querySelector('data')!.value)]),
  );

/** What the API says stands in the blank with attention in the first `on` layers. */
async function served(body: object, on: number): Promise<[string, number][]> {
  const answer = await fetch(url('/v1/fill-mask'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, top_k: 5, head_mask: headMaskOfFirst(on) }),
  });
  const { masks } = (await answer.json()) as {
    masks: { candidates: { token: string; probability: number }[] }[];
  };
  return masks[0]!.candidates.map(({ token, probability }) => [token, probability]);
}

async function expectServed(page: Page, body: object, on: number): Promise<void> {
  const [found, expected] = [await listed(page), await served(body, on)];
  expect(found.map(([token]) => token)).toEqual(expected.map(([token]) => token));
  expected.forEach(([token, probability], at) => {
    expect(Math.abs((found[at]![1] as number) - probability), token).toBeLessThan(1e-6);
  });
}

describe('attention off', () => {
  it('shows at each setting of the dial what the API says, within 1e-6, turned with the keyboard alone', async () => {
    const page = await open(path);
    const errors = errorsOf(page);
    await dial(page).focus();
    for (const on of settings) {
      if (on > 0) await page.keyboard.press('ArrowRight');
      await figure(page)
        .locator('.setting', { hasText: `${on} of 12` })
        .waitFor();
      await expectServed(page, { text: blankSentences[0]!.text }, on);
    }
    expect(await dial(page).getAttribute('aria-valuetext')).toBe('all 12 layers: “capital” comes first');
    expect(await figure(page).locator('.sentence').innerText()).toMatch(/Paris is the\s+capital\s+of France\./);
    expect(errors).toEqual([]);
  });

  it('is turned by a click on a column, and by dragging from one to another', async () => {
    const page = await open(path);
    const { x, y, width } = (await figure(page).locator('.columns .chart').boundingBox())!;
    const middle = (on: number) => x + ((on + 0.5) / 13) * width;
    await page.mouse.click(middle(9), y + 40);
    await figure(page).locator('.setting', { hasText: '9 of 12' }).waitFor();
    await page.mouse.move(middle(9), y + 40);
    await page.mouse.down();
    await page.mouse.move(middle(3), y + 60, { steps: 8 });
    await page.mouse.up();
    await figure(page).locator('.setting', { hasText: '3 of 12' }).waitFor();
    expect(await dial(page).inputValue()).toBe('3');
  });

  it('holds three sentences; about the first two, whose blanks stand in one place, it says the same with no layer', async () => {
    const page = await open(path);
    const first = await listed(page);
    await figure(page).getByRole('button', { name: 'The food' }).click();
    await figure(page).locator('.sentence', { hasText: 'The food was' }).waitFor();
    expect(await listed(page)).toEqual(first);
    await figure(page).getByRole('button', { name: 'A robin' }).click();
    await dial(page).press('End');
    await figure(page).locator('.setting', { hasText: '12 of 12' }).waitFor();
    await expectServed(page, { text: blankSentences[2]!.text }, 12);
  });

  it('draws a guess onto the picture and says where the lead is taken; the colour of the answer waits for it or for a press', async () => {
    const page = await open(path);
    expect(await figure(page).locator('.columns svg path').count()).toBeGreaterThan(10);
    expect(await figure(page).locator('.guess').count()).toBe(0);
    const fill = (band: string) =>
      figure(page)
        .locator(`.columns path.${band}`)
        .first()
        .evaluate((path) => getComputedStyle(path).fill);
    expect(await fill('last')).toBe(await fill('first'));
    await figure(page)
      .getByLabel(/Your guess/)
      .selectOption('9');
    const ghost = (await figure(page).locator('.guess').boundingBox())!;
    const chart = (await figure(page).locator('.columns .chart').boundingBox())!;
    expect(Math.abs(ghost.x - (chart.x + (9.5 / 13) * chart.width))).toBeLessThan(2);
    expect(await figure(page).locator('.ask').innerText()).toContain('It is 7.');
    expect(await fill('last')).not.toBe(await fill('first'));
    await figure(page)
      .getByLabel(/Your guess/)
      .selectOption('7');
    expect(await figure(page).locator('.ask').innerText()).toContain('Yes: with 7.');
    await figure(page).getByRole('button', { name: 'A robin' }).click();
    expect(await figure(page).locator('.guess').count()).toBe(0);
    expect(await fill('last')).toBe(await fill('first'));
    await figure(page).getByRole('button', { name: 'Show the answer' }).click();
    expect(await fill('last')).not.toBe(await fill('first'));
  });
});

it('keeps the word in the blank on the line of its sentence, and its room as the dial turns', async () => {
  const page = await open(path);
  const sentence = (await figure(page).locator('.sentence').boundingBox())!;
  const blank = figure(page).locator('.sentence mark');
  const before = (await blank.boundingBox())!;
  const lineHeight = await blank.evaluate((one) => Number.parseFloat(getComputedStyle(one).lineHeight));
  expect(sentence.height).toBeLessThan(1.3 * lineHeight);
  await dial(page).press('End');
  await figure(page).locator('.setting', { hasText: '12 of 12' }).waitFor();
  expect(await blank.boundingBox()).toEqual(before);
});

describe('the first screen', () => {
  it.each([
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ])(
    'of $width × $height holds the sentence, the picture, the dial and the bars, and nothing sticks out',
    async (viewport) => {
      const page = await open(path, { viewport });
      for (const part of ['.sentence', '.columns .chart', '.columns input', '.side ol']) {
        const { y, height } = (await figure(page).locator(part).boundingBox())!;
        expect(y + height, part).toBeLessThanOrEqual(viewport.height);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    },
  );
});

describe('motion', () => {
  it('opens the picture from the whole model to none of its attention; a key ends it at once', async () => {
    const page = await open(path, { reducedMotion: 'no-preference' });
    const hidden = () =>
      figure(page)
        .locator('.columns .drawn')
        .evaluate((drawn) => getComputedStyle(drawn).clipPath);
    expect(await hidden()).toContain('inset');
    await dial(page).press('End');
    await expect.poll(hidden).toBe('none');
    await figure(page).locator('.setting', { hasText: '12 of 12' }).waitFor();
  });

  it('ends by itself with all of it drawn, the dial at 0', async () => {
    const page = await open(path, { reducedMotion: 'no-preference' });
    const drawn = figure(page).locator('.columns .drawn');
    await expect.poll(() => drawn.evaluate((one) => getComputedStyle(one).clipPath), { timeout: 20_000 }).toBe('none');
    await figure(page).locator('.setting', { hasText: '0 of 12' }).waitFor();
  });

  it('is none for who wants none: all is drawn, and a turned dial is there at once', async () => {
    const page = await open(path);
    const state = await figure(page).evaluate((whole) => {
      const input = whole.querySelector<HTMLInputElement>('input[type=range]')!;
      const clip = getComputedStyle(whole.querySelector('.drawn')!).clipPath;
      input.value = '9';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      return clip;
    });
    expect(state).toBe('none');
    expect((await listed(page))[0]![0]).toBe('capital');
  });
});

it('is all there without scripts: three pictures, and the best three words at each of the thirteen settings', async () => {
  const page = await open(path, { javaScriptEnabled: false });
  for (const chart of await figure(page).locator('.chart').all()) expect(await chart.isVisible()).toBe(true);
  expect(await figure(page).locator('.chart').count()).toBe(3);
  for (const { text } of blankSentences.slice(1)) expect(await figure(page).innerText()).toContain(text);
  expect(await figure(page).locator('details data').count()).toBe(3 * 13 * 3);
  expect(await figure(page).locator('select').isVisible()).toBe(false);
});

describe('the reader’s own sentence', () => {
  const text = 'Dogs chase cats.';

  it('is blanked at the word that is tapped, and answered by the API as printed, within 1e-6', async () => {
    const page = await open(`${path}#text=Dogs+chase+cats.&token=3`);
    const errors = errorsOf(page);
    await figure(page).locator('.sentence', { hasText: 'Dogs chase' }).waitFor();
    await dial(page).press('End');
    await figure(page).getByText('All 13 settings').waitFor();
    await expectServed(page, { text, mask_tokens: [3] }, 12);
    await figure(page).locator('.strip button', { hasText: 'chase' }).click();
    await figure(page).locator('.sentence', { hasText: 'cats.' }).waitFor();
    await figure(page).getByText('All 13 settings').waitFor();
    await expectServed(page, { text, mask_tokens: [2] }, 12);
    expect(errors).toEqual([]);
  });

  it('keeps the blank that it has', async () => {
    const page = await open(`${path}#text=My+[MASK]+likes+bones.`);
    await figure(page).getByText('All 13 settings').waitFor();
    await figure(page).locator('.sentence', { hasText: 'likes bones' }).waitFor();
    expect(await figure(page).locator('.strip').count()).toBe(0);
    await expectServed(page, { text: 'My [MASK] likes bones.' }, 0);
  });

  it('is asked thirteen times, the whole model first, then where the dial is', async () => {
    const page = await open(path);
    await dial(page).press('End');
    for (let press = 0; press < 6; press++) await dial(page).press('ArrowLeft');
    const asked: number[] = [];
    await page.route('**/v1/fill-mask', async (route) => {
      const { head_mask } = route.request().postDataJSON() as { head_mask: number[][] };
      asked.push(head_mask.filter(([head]) => head === 1).length);
      await route.continue();
    });
    await figure(page).getByRole('button', { name: 'Your sentence' }).click();
    await figure(page).locator('.sentence', { hasText: 'The cat sat on the mat' }).waitFor();
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(13);
    expect(asked.slice(0, 2)).toEqual([12, 6]);
    expect(asked.toSorted((a, b) => a - b)).toEqual(settings);
  });
});

it('gives axe-core nothing to find in either theme, on a phone, with a guess', async () => {
  const page = await open(path, { viewport: { width: 360, height: 740 } });
  await figure(page)
    .getByLabel(/Your guess/)
    .selectOption('12');
  expect(await axeFindings(page, '#attention-off-figure')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
