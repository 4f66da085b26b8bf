import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../../site/figures/export/separated-text.ts';
import { downloaded } from '../../downloaded.ts';
import { useSite } from '../../open-page.ts';

const { open, url } = useSite();
const high = { viewport: { width: 1440, height: 5000 } };

async function saved(page: Page, place: Locator, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), place.getByRole('button', { name }).click()]);
  return String(await downloaded(file));
}

describe('what can be taken from the playground', () => {
  it('of all heads is every number of every head, as the API has it', async () => {
    const page = await open('/playground', high);
    await page.locator('.all-heads canvas').waitFor();
    const csv = await saved(page, page.locator('#all-heads'), 'CSV');
    const [head, ...lines] = readRows(csv.replaceAll('\r\n', '\n'), ',').map(({ fields }) => fields);
    expect(head).toEqual(['number', 'layer (from 1)', 'head (from 1)', 'value', 'sentence', 'name']);
    expect(lines[0]!.slice(1, 3)).toEqual(['1', '1']);
    const rows = new Map(lines.map((fields) => [fields.at(-1)!, fields[3]!]));
    const answer = await fetch(url('/v1/attention'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'The cat sat on the mat because it was tired.', metrics: true }),
    });
    const { metrics } = (await answer.json()) as { metrics: Record<string, number[][]> };
    for (const [name, heads] of Object.entries(metrics)) {
      heads.forEach((row, layer) => {
        row.forEach((value, head) => {
          expect(Number(rows.get(`metrics.${name}[${layer}][${head}]`)), name).toBeCloseTo(value, 4);
        });
      });
    }
    expect(rows.size).toBe(8 * 144);
  });

  it('is a picture with its sentence and a link to it, without the controls', async () => {
    const page = await open('/playground#text=Dogs+chase+cats.&layer=5&head=3&token=2', high);
    await page.locator('.all-heads canvas').waitFor();
    const svg = await saved(page, page.locator('#all-heads'), 'SVG');
    const texts = await page.evaluate(
      (source) =>
        [...new DOMParser().parseFromString(source, 'image/svg+xml').querySelectorAll('text')].map(
          (t) => t.textContent,
        ),
      svg,
    );
    expect(texts.join('')).toContain('“Dogs chase cats.”');
    expect(texts.join('')).toContain('/playground#text=Dogs+chase+cats.&layer=5&head=3&token=2');
    expect(texts).not.toContain('by layer');
    expect(texts).not.toContain('itself 0');
  });

  it('is nothing where there is nothing: no picture of a command, no file of an empty view', async () => {
    const page = await open('/playground', high);
    await page.locator('#words data').first().waitFor();
    const offers = (panel: string) => page.locator(`#${panel}`).getByRole('button', { name: 'PNG' }).count();
    expect(await Promise.all(['all-heads', 'matrix', 'lines', 'neuron', 'layers', 'words'].map(offers))).toEqual(
      Array(6).fill(1),
    );
    expect(await Promise.all(['take', 'compare', 'changes'].map(offers))).toEqual([0, 0, 0]);
  });
});

describe('a link to a figure', () => {
  it.each(['/', '/chapters/scores', '/chapters/lenses', '/playground'])(
    'stands at every figure of %s',
    async (path) => {
      const page = await open(path, { viewport: { width: 1280, height: 9000 } });
      for (const sleeping of await page.locator('astro-island[client=touched]').all()) {
        await sleeping.dispatchEvent('pointerover');
      }
      await page.waitForFunction(() => !document.querySelector('main astro-island[ssr]'));
      const links = await page.getByRole('link', { name: 'Link', exact: true }).all();
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) {
        const figure = new URLSearchParams((await link.getAttribute('href'))!.slice(1)).get('figure')!;
        expect(await page.locator(`[id="${figure}"]`).count(), figure).toBe(1);
      }
    },
  );

  it("opens at the figure, with the reader's sentence in it", async () => {
    const page = await open('/chapters/lenses#text=Dogs+chase+cats.&layer=5&head=3&token=2&figure=knock-out-figure');
    const figure = page.locator('#knock-out-figure');
    await figure.locator('h2', { hasText: '“chase” blanked out' }).waitFor();
    const top = await figure.evaluate((element) => element.getBoundingClientRect().top);
    expect(Math.abs(top)).toBeLessThan(1000);
  });
});

describe('a knocked-out head', () => {
  it('has no rank, and its rows are out, not moved by a half', async () => {
    const page = await open('/playground#layer=9&head=11&token=8&off=9.11', high);
    await page.getByText('This head is knocked out: all its weights').waitFor();
    await page.locator('#compare .difference .end-label').nth(1).waitFor();
    expect(await page.locator('#matrix .readout').innerText()).toMatch(/the head is knocked out$/);
    expect(await page.locator('#matrix .readout').innerText()).not.toContain('rank');
    const ends = await page.locator('#compare .difference .row-end, #compare .difference .end-label').allInnerTexts();
    expect(new Set(ends.slice(1))).toEqual(new Set(['out']));
  });
});
