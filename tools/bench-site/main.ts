// Measures the built pages in a real browser against their budgets: `npm run bench:site`. Exits with 1 where one is missed.

import { globSync, readFileSync } from 'node:fs';
import { serveWorkers } from '../serve/workers.ts';
import { startBrowser } from './launch-browser.ts';
import { measureLoad } from './measure-load.ts';
import { longTextLine, measureLongText, type StepMeasures, stepBudgetMs } from './measure-long-text.ts';
import { measureRedraw } from './measure-redraw.ts';
import { scriptBytes } from './page-scripts.ts';
import { budgetTable, overBudget, type PageMeasures } from './report.ts';

const slowdown = 4;

const pages = [
  { file: 'index.html', path: '/', figure: '.figures' },
  { file: 'map.html', path: '/map', figure: '.map' },
  ...globSync('chapters/*.html', { cwd: 'dist' })
    .sort()
    .map((file) => ({ file, path: `/${file.replace(/\.html$/, '')}`, figure: '.chapter-figure' })),
];

const { url, stop } = await serveWorkers({ port: 0 });
const browser = await startBrowser();
const measured: PageMeasures[] = [];
let longText: StepMeasures;
try {
  // The model loads at its first question; that is not the page's time.
  await fetch(new URL('/v1/attention?text=hi&layers=0', url));
  for (const { file, path, figure } of pages) {
    const address = new URL(path, url).href;
    const { gzip } = scriptBytes('dist', readFileSync(`dist/${file}`, 'utf8'));
    const load = await measureLoad(browser, address, slowdown);
    const redraw = await measureRedraw(browser, address, figure);
    measured.push({ page: path, scriptBytes: gzip, ...load, ...redraw });
  }
  longText = await measureLongText(browser, new URL('/playground', url).href);
} finally {
  await browser.close();
  await stop();
}
console.log(budgetTable(measured));
console.log(
  `Paint and shift with the processor slowed down ${slowdown} times; scripts as gzip -6 sends them, each by itself.`,
);
console.log(longTextLine(longText));
process.exitCode = measured.some((page) => overBudget(page).length > 0) || longText.medianMs > stepBudgetMs ? 1 : 0;
