/**
 * Every chapter's figures and those of the home page, for the first example, against the drawings in `snapshots`.
 * After a wanted change and `npm run build`: `UPDATE_SNAPSHOTS=1 npx vitest run --config tests/vitest.config.ts figure-snapshots` writes the
 * drawings anew; look at what `git diff` shows before they are committed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { downloaded } from '../downloaded.ts';
import { useSite } from '../open-page.ts';
import { drawingDifferences } from './export/drawing-differences.ts';
import { boxSigns, plainDrawing } from './export/plain-drawing.ts';

const snapshots = new URL('snapshots/', import.meta.url);
const chapters = readdirSync(new URL('../../../site/content/chapters/', import.meta.url)).map((file) =>
  file.slice(0, -4),
);
/** So high that every figure is in sight, and awake, at once. */
const reader = { viewport: { width: 1280, height: 9000 }, colorScheme: 'light', reducedMotion: 'reduce' } as const;

const { open } = useSite();

/** All figures awake, all fonts there, no width left to a font of this machine. */
async function openAwake(path: string): Promise<Page> {
  const page = await open(path, reader);
  await page.waitForFunction(() => !document.querySelector('main astro-island[ssr]:not([client=touched])'));
  await page.evaluate(() => document.fonts.ready);
  await boxSigns(page);
  return page;
}

async function drawingOf(page: Page, button: Locator): Promise<[file: string, drawing: string]> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return [file.suggestedFilename(), await plainDrawing(page, String(await downloaded(file)))];
}

async function drawingsOf(path: string): Promise<Record<string, string>> {
  const page = await openAwake(path);
  const drawings: [string, string][] = [];
  for (const button of await page.getByRole('button', { name: 'SVG', exact: true }).all()) {
    drawings.push(await drawingOf(page, button));
  }
  return Object.fromEntries(drawings);
}

async function renew(folder: URL, drawings: Record<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [file, drawing] of Object.entries(drawings)) await writeFile(new URL(file, folder), drawing);
}

function committedIn(folder: URL): Record<string, string> {
  if (!existsSync(folder))
    throw new Error(`expected drawings in ${folder.pathname}, found none; see the top of this file`);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]));
}

const pages = [{ id: 'home', path: '/' }, ...chapters.map((id) => ({ id, path: `/chapters/${id}` }))];

describe.each(pages)('the figures of $id', ({ id, path }) => {
  it('have the elements and texts of the committed drawings, places within 2 px, colours within 2 of 255', async () => {
    const drawings = await drawingsOf(path);
    const folder = new URL(`${id}/`, snapshots);
    if (process.env.UPDATE_SNAPSHOTS === '1') await renew(folder, drawings);
    const committed = committedIn(folder);
    expect(Object.keys(drawings).sort()).toEqual(Object.keys(committed).sort());
    for (const [file, expected] of Object.entries(committed)) {
      expect(drawingDifferences(drawings[file]!, expected), file).toEqual([]);
    }
  });
});

it('tells a drawing from one with another digit, an element less, a shift of 3 px or another colour', () => {
  const drawing =
    '<svg>\n <rect x="10" fill="#102030"/>\n <text x="-4" data-tensor="query.8[10]">0.123</text>\n</svg>\n';
  const changed = (from: string, to: string) => drawingDifferences(drawing.replace(from, to), drawing).length;
  expect(changed('0.123', '0.124')).toBe(1);
  expect(changed('query.8', 'query.7')).toBe(1);
  expect(changed(' <rect x="10" fill="#102030"/>\n', '')).toBe(1);
  expect(changed('"10"', '"13"')).toBe(1);
  expect(changed('#102030', '#102330')).toBe(1);
  expect([changed('"10"', '"12"'), changed('"-4"', '"-6"'), changed('#102030', '#122030')]).toEqual([0, 0, 0]);
});
