// Tells dist/cards-worker.js which files the built page of the cards loads, so that it can keep them.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pageFiles, withFiles } from './page-files.ts';

const readBuilt = (path: string) => (existsSync(`dist${path}`) ? readFileSync(`dist${path}`, 'utf8') : undefined);

const html = readFileSync('dist/cards.html', 'utf8');
const worker = readFileSync('dist/cards-worker.js', 'utf8');
writeFileSync('dist/cards-worker.js', withFiles(worker, '/cards', html, pageFiles(html, readBuilt)));
