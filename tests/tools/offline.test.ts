import { expect, it } from 'vitest';
import { pageFiles, withFiles } from '../../tools/build/page-files.ts';

const built: Readonly<Record<string, string>> = {
  '/favicon.svg': '<svg/>',
  '/_astro/Cards.a-1.js': 'import{a}from"./client.b_2.js";const lazy=()=>import("./files.c3.js");',
  '/_astro/client.b_2.js': 'import"./Cards.a-1.js";import"../elsewhere.js";',
  '/_astro/files.c3.js': 'export default "./missing.js"',
  '/_astro/page.css': '@font-face{src:url(/_astro/fonts/f.woff2)}',
  '/_astro/fonts/f.woff2': '',
  '/_astro/Quiz.js': '',
};
const html =
  '<link rel="icon" href="/favicon.svg"><link href="/_astro/page.css"><astro-island component-url="/_astro/Cards.a-1.js">';

it('lists every file that a page loads, by whatever way, each once', () => {
  expect(pageFiles(html, (path) => built[path])).toEqual([
    '/_astro/Cards.a-1.js',
    '/_astro/client.b_2.js',
    '/_astro/files.c3.js',
    '/_astro/fonts/f.woff2',
    '/_astro/page.css',
    '/favicon.svg',
  ]);
});

it('names the set anew when the page or a file changes', () => {
  const worker = "const files = ['{files}']; const cacheName = 'cards-{version}';";
  const first = withFiles(worker, '/cards', html, ['/a.js', '/b.css']);
  expect(first).toMatch(/^const files = \['\/cards', '\/a\.js', '\/b\.css'\]; const cacheName = 'cards-[\da-f]{12}';$/);
  expect(withFiles(worker, '/cards', html, ['/a.js', '/b.css'])).toBe(first);
  const names = [
    withFiles(worker, '/cards', html, ['/a.js']),
    withFiles(worker, '/cards', `${html}!`, ['/a.js', '/b.css']),
  ];
  expect(new Set([first, ...names].map((text) => text.slice(-15))).size).toBe(3);
});

it('refuses a worker that has no place for the list', () => {
  expect(() => withFiles('', '/cards', html, [])).toThrow("expected '{files}'");
});
