// Draws the image of every built page for link previews, 1200 by 630, into dist/previews: the page's words and its
// picture, from site/content/previews or, of a head, from the page.

import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { previewOf } from '../../site/layouts/previews.ts';
import { cardSvg } from '../previews/card.ts';
import { cardPng } from '../previews/card-png.ts';
import { headPicture } from '../previews/head-picture.ts';
import { pageWords } from '../previews/page-words.ts';

/** So many are drawn at a time, as a drawing leaves the other threads idle. */
const lanes = 3;

async function drawPreview(file: string): Promise<void> {
  const path = `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`;
  const html = readFileSync(`dist/${file}`, 'utf8');
  const { image, picture } = previewOf(path);
  const drawn = picture ? readFileSync(`site/content/previews/${picture}.svg`, 'utf8') : headPicture(path, html);
  mkdirSync(dirname(`dist${image}`), { recursive: true });
  writeFileSync(`dist${image}`, await cardPng(cardSvg(pageWords(path, html), drawn)));
}

const files = globSync('**/*.html', { cwd: 'dist' });
const queue = files.values();
await Promise.all(
  Array.from({ length: lanes }, async () => {
    for (const file of queue) await drawPreview(file);
  }),
);
console.log(`${files.length} link previews drawn`);
