import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askSentence, lineCounts, openSheet, useSite } from './open-page.ts';

const { open, url } = useSite();
const high = { viewport: { width: 1280, height: 3000 } };
const text = 'the cat saw a dog '.repeat(102).trim();

describe('the words beside the pictures follow the lens', () => {
  it('norm: rows are lengths, and nobody says that they sum to 1', async () => {
    const page = await open('/#lens=norm', high);
    await page.locator('.head data[data-tensor^="attention_norms"]').first().waitFor({ state: 'attached' });
    const words = await page.locator('.figures').innerText();
    expect(words).toContain('These are lengths, not shares');
    expect(words).not.toContain('sum to 1');
    expect(words).not.toContain('more than one answer may hold');
  });

  it('rollout: a square for each of twelve layers, each to be chosen, and no word of heads that are not there', async () => {
    const page = await open('/#lens=rollout', high);
    await page.getByRole('heading', { name: 'All 12 layers' }).waitFor();
    await page.locator('.heads canvas').waitFor();
    expect(await page.locator('.heads [role=gridcell][data-cell]').count()).toBe(12);
    const words = await page.locator('.figures').innerText();
    expect(words).not.toContain('more than one answer may hold');
    expect(words).not.toContain('All 144 heads');
    await page.locator('.heads [data-cell="1,0"]').click();
    await page.getByRole('heading', { name: 'Layers 1 to 5' }).waitFor();
  });
});

describe('512 tokens', () => {
  it('on the first page: bounded boxes, and squares that are drawn', async () => {
    const page = await open('/', { viewport: { width: 1440, height: 3400 } });
    await askSentence(page, text);
    await lineCounts(page, 512);
    const sheet = await openSheet(page);
    for (const box of ['.answer .box', '#sentence', '.attention-row .strip', '.sentence-line']) {
      const { height } = (await page.locator(box).boundingBox())!;
      expect(height, box).toBeLessThan(300);
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.locator('.heads canvas').waitFor({ timeout: 60_000 });
    const inked = await page.locator('.heads canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return data.some((byte, index) => index % 4 === 3 && byte > 100);
    });
    expect(inked).toBe(true);
  });

  it('in the lines view: no two labels over each other, and no line longer than the screen', async () => {
    const page = await open('/playground', { viewport: { width: 1440, height: 2600 } });
    await askSentence(page, text);
    await lineCounts(page, 512);
    await page.locator('#lines svg path').first().waitFor({ state: 'attached', timeout: 60_000 });
    const boxes = await page
      .locator('#lines svg text:not([text-anchor])')
      .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().toJSON() as DOMRect));
    boxes.sort((a, b) => a.top - b.top);
    for (const [index, box] of boxes.slice(1).entries())
      expect(box.top).toBeGreaterThanOrEqual(boxes[index]!.bottom - 4);
    expect((await page.locator('#lines svg').boundingBox())!.height).toBeLessThan(600);
  });
});

describe('the notes', () => {
  it('begin with a list of all twelve, show what notes 1 and 2 are about, and are linked one by one', async () => {
    const page = await open('/notes', high);
    expect(await page.locator('nav.list a').count()).toBe(12);
    expect(await page.locator('#note-1-example').innerText()).toMatch(/king − man \+ woman: queen\s+0\.6/);
    expect(await page.locator('#note-2-example').innerText()).toMatch(/bank/);
    await page.locator('nav.list a').nth(7).click();
    expect(new URL(page.url()).hash).toBe('#note-8');
    expect(await page.locator('a.number').count()).toBe(12);
  });
});

it('the words that a head reads in earlier layers stand beside what they are not', async () => {
  const page = await open('/playground', { viewport: { width: 1440, height: 5000 } });
  await page.locator('#layers').getByText('This head was trained for the last layer only.').waitFor();
});

it('link previews have a title, a text and a picture on every page, and the picture is there', async () => {
  const head = readFileSync('dist/chapters/scores.html', 'utf8');
  for (const name of ['og:title', 'og:description', 'og:image', 'og:url']) expect(head).toContain(`property="${name}"`);
  const picture = await fetch(url('/previews/home.png'));
  expect(picture.headers.get('content-type')).toBe('image/png');
});

it('typography: no straight apostrophe or quotation mark, and no hyphen for a minus, in what is read', async () => {
  for (const path of ['/', '/notes', '/chapters', '/chapters/scores', '/chapters/positions']) {
    const page = await open(path, high);
    const prose = await page.locator('main :is(h1, h2, h3, p, li):not(pre *)').allInnerTexts();
    expect(
      prose.filter((words) => /\w'\w|\s-\s|(?<![\w.])-\d/.test(words)),
      path,
    ).toEqual([]);
  }
});
