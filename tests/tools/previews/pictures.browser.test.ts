/**
 * The committed pictures of link previews against what the pages show. After a wanted change: `npm run previews:draw`
 * draws them anew; look at what `git diff` shows before they are committed.
 */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawPicture } from '../../../tools/previews/draw-picture.ts';
import { picturePlaces } from '../../../tools/previews/places.ts';
import { browserHere, leaveBrowser } from '../../browser-here.ts';
import { drawingDifferences } from '../../site/figures/export/drawing-differences.ts';
import { plainDrawing } from '../../site/figures/export/plain-drawing.ts';
import { useSite } from '../../site/open-page.ts';

const { open, url } = useSite();
let browser: Browser;
beforeAll(async () => {
  browser = await browserHere();
});
afterAll(leaveBrowser);

it.each(Object.entries(picturePlaces))('%s is what its page shows', async (picture, place) => {
  const page = await open('/robots.txt', { javaScriptEnabled: true });
  const committed = readFileSync(`site/content/previews/${picture}.svg`, 'utf8');
  const drawn = await drawPicture(browser, new URL(url('/')), place);
  const [found, expected] = [await plainDrawing(page, drawn), await plainDrawing(page, committed)];
  expect(drawingDifferences(found, expected)).toEqual([]);
});
