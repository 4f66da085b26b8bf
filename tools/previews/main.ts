// Draws the pictures of link previews anew, from the built site, into site/content/previews: `npm run previews:draw`.
// The build makes images of them. Look at what `git diff` shows before they are committed.

import { writeFileSync } from 'node:fs';
import type { PreviewPicture } from '../../site/layouts/previews.ts';
import { startBrowser } from '../bench-site/launch-browser.ts';
import { serveWorkers } from '../serve/workers.ts';
import { drawPicture } from './draw-picture.ts';
import { type PicturePlace, picturePlaces } from './places.ts';

const site = await serveWorkers({ port: 0 });
const browser = await startBrowser();
for (const [picture, place] of Object.entries(picturePlaces) as [PreviewPicture, PicturePlace][]) {
  const svg = await drawPicture(browser, site.url, place);
  writeFileSync(`site/content/previews/${picture}.svg`, svg);
  console.log(`${picture}: ${svg.length} bytes`);
}
await browser.close();
await site.stop();
