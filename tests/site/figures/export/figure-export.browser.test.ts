import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import deviations from '../../../../site/content/deviations.json' with { type: 'json' };
import { readRows } from '../../../../site/figures/export/separated-text.ts';
import { downloaded } from '../../downloaded.ts';
import { askSentence, axeFindings, useSite } from '../../open-page.ts';

const { open: openPath } = useSite({ viewport: { width: 1280, height: 3000 } });

/** A figure that is awake: its buttons work. */
async function open(path: string, figure: string): Promise<{ page: Page; figure: Locator; asked: string[] }> {
  const page = await openPath(path);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  return { page, figure: page.locator(figure), asked };
}

async function download(page: Page, button: Locator): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return String(await downloaded(file));
}

describe.each([
  ['/chapters/scores', '.chapter-figure.scores'],
  ['/chapters/residual', '.chapter-figure.residual'],
  ['/', 'figure.head'],
])('the figure of %s', (path, selector) => {
  it('becomes an SVG of plain shapes that stands alone and has every number that is on screen as text', async () => {
    const { page, figure, asked } = await open(path, selector);
    const printed = await figure
      .locator('data[data-tensor]')
      .evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility({ opacityProperty: true }))
          .map((one) => (one as HTMLElement).innerText),
      );
    expect(asked.filter((file) => file.includes('figure-svg'))).toEqual([]);
    const svg = await download(page, figure.getByRole('button', { name: 'SVG' }));
    const found = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
      const tags = [...parsed.querySelectorAll('*')].map(({ tagName }) => tagName);
      const texts = [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent);
      return { tags: [...new Set(tags)].sort(), texts };
    }, svg);
    expect(printed.length).toBeGreaterThan(1);
    // A drawing has plain spaces only.
    for (const number of printed) expect(found.texts).toContain(number.replaceAll('\u00a0', ' ').trim());
    const plain = ['defs', 'g', 'image', 'line', 'linearGradient', 'path', 'rect', 'stop', 'svg', 'text'];
    expect(found.tags.filter((tag) => !plain.includes(tag))).toEqual([]);
    expect(svg).not.toMatch(/color\(|var\(|calc\(|https?:\/\/(?!www\.w3\.org)/);
  });
});

it.each([
  ['/chapters/projections', '.three-shadows', 'linearGradient'],
  ['/chapters/feed-forward', '.unit-field', 'pattern'],
])('keeps the paints of %s that are gradients or patterns', async (path, selector, tag) => {
  const { page, figure } = await open(path, `figure${selector}`);
  const svg = await download(page, figure.getByRole('button', { name: 'SVG' }));
  const named = [...svg.matchAll(/fill="url\(#([^)]+)\)"/g)].map(([, id]) => id!);
  expect(named.length).toBeGreaterThan(0);
  for (const id of named) expect(svg).toMatch(new RegExp(`<${tag}[^>]* id="${id}"`));
});

it('draws lines that the page draws in as whole lines, and keeps the space behind a letter of a label', async () => {
  const river = await open('/chapters/residual', 'figure.word-river');
  expect(await river.figure.locator('path[pathLength]').count()).toBeGreaterThan(20);
  const svg = await download(river.page, river.figure.getByRole('button', { name: 'SVG' }));
  // What is drawn in is one dash as long as the line, 1; what is dashed to the eye has other lengths.
  expect(svg).not.toContain('stroke-dasharray="1px');
  const { page, figure } = await open('/chapters/scores', 'figure.key-shadows');
  expect(await download(page, figure.getByRole('button', { name: 'SVG' }))).toContain('</tspan> the keys');
});

it.each([
  ['/chapters/heads', '.head-arcs', (figure: Locator) => figure.getByRole('button', { name: 'Lay them' }).click()],
  [
    '/chapters/softmax',
    '.curve-and-vessel',
    (figure: Locator) => figure.getByLabel('Divide the products').press('Home'),
  ],
] as const)('shows %s at rest, although it moves', async (path, selector, move) => {
  const page = await openPath(path, { reducedMotion: 'no-preference' });
  const figure = page.locator(`figure${selector}`);
  const svg = figure.getByRole('button', { name: 'SVG' });
  const before = await download(page, svg);
  await move(figure);
  const moving = await download(page, svg);
  await page.waitForTimeout(2000);
  expect(moving === (await download(page, svg))).toBe(true);
  expect(moving === before).toBe(selector === '.head-arcs');
});

it('gives the numbers of pictures too, by name and with all digits, as CSV', async () => {
  const { page, figure } = await open('/chapters/scores', '.chapter-figure.scores');
  const csv = await download(page, figure.getByRole('button', { name: 'CSV' }));
  const [head, ...rows] = readRows(csv.replaceAll('\r\n', '\n'), ',').map(({ fields }) => fields);
  const column = (name: string) => head!.indexOf(name);
  const numbers = new Map(rows.map((row) => [row.at(-1)!, Number(row[column('value')])]));
  expect(numbers.size).toBe(rows.length);
  const [q, k] = ['query.8[10][8]', 'key.8[10][2]'].map((name) =>
    Array.from({ length: 64 }, (_, index) => numbers.get(`${name}[${index}]`)!),
  );
  const score = q!.reduce((sum, value, index) => sum + value * k![index]!, 0) / 8;
  const line = rows.find((row) => row.at(-1) === 'attention_scores.8[10][8][2]')!;
  const said = ['number', 'layer (from 1)', 'head (from 1)', 'token', 'other token', 'sentence'].map(
    (name) => line[column(name)],
  );
  expect(said).toEqual(['score', '9', '11', 'it', 'cat', 'The cat sat on the mat because it was tired.']);
  expect(Math.abs(score - numbers.get('attention_scores.8[10][8][2]')!)).toBeLessThan(1e-4);
});

it('shows the numbers as a table that the keyboard opens, that follows the figure, and where axe-core finds nothing', async () => {
  const { page, figure } = await open('/chapters/residual', '.chapter-figure.residual');
  await figure.locator('summary', { hasText: 'All numbers' }).focus();
  await page.keyboard.press('Enter');
  await figure.getByRole('rowheader', { name: 'mixing.0[8][0]', exact: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.getByRole('group', { name: 'Choose the token' }).getByRole('button', { name: 'tired' }).click();
  await figure.getByRole('rowheader', { name: 'mixing.0[10][0]', exact: true }).waitFor();
  const printed = await figure.locator('data[data-tensor]').count();
  expect(await figure.locator('.numbers tbody tr').count()).toBe(printed);
  // Figures beside it may still be pale, until they have their answer.
  expect(await axeFindings(page, '#residual-figure')).toEqual([]);
});

it('says once a page how far its sentence is from fp32, or what the model card says of others; figures point there', async () => {
  const { page, figure } = await open('/chapters/residual', '.chapter-figure.residual');
  const said = page.locator('#the-model');
  expect(await figure.getByRole('link', { name: 'bert-base-uncased' }).getAttribute('href')).toMatch(/^#the-model/);
  expect(await said.textContent()).toContain(`${deviations.presets.cat.mean} from fp32’s on average`);
  expect(await page.getByText('from fp32’s').count()).toBe(1);
  await said.scrollIntoViewIfNeeded();
  await askSentence(page, 'Nobody measured this one.');
  await said.getByText(`99 % of its attention weights are within ${deviations.card.p99}`).waitFor();
});
