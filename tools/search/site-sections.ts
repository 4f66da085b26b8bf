import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import type { Section } from '../../site/search/section.ts';
import { cardSections, headSection, questionSections, transcriptSections, wholePage } from './list-sections.ts';
import { pageSections } from './page-sections.ts';

/** How the sections of a page are read, by its address; the first that fits. */
const readers: readonly [RegExp, (html: string, path: string) => Section[]][] = [
  [/^\/(404|search|lesson)$|^\/embed\//, () => []],
  [/^\/chapters\//, (html, path) => pageSections(fromHtml(html), path, 'chapter')],
  [/^\/glossary$/, (html, path) => pageSections(fromHtml(html), path, 'term')],
  [/^\/notes$/, (html, path) => pageSections(fromHtml(html), path, 'note')],
  [/^\/(api|docs|capacity)$/, (html, path) => pageSections(fromHtml(html), path, 'api')],
  [/^\/heads$/, (html, path) => pageSections(fromHtml(html), path, 'page')],
  [/^\/heads\//, (html, path) => [headSection(html, path)]],
  [/^\/quiz$/, (html, path) => [wholePage(html, path), ...questionSections(fromHtml(html))]],
  [/^\/cards$/, (html, path) => [wholePage(html, path), ...cardSections(fromHtml(html))]],
  [/^\/podcast$/, (html, path) => [wholePage(html, path), ...transcriptSections(fromHtml(html))]],
  [/^/, (html, path) => [wholePage(html, path)]],
];

/** Every place of the built site that can be found, page by page. */
export function siteSections(folder: string): Section[] {
  const files = globSync('**/*.html', { cwd: folder }).sort();
  return files.flatMap((file) => {
    const path = `/${file.replace(/(^|\/)index\.html$|\.html$/, '')}`;
    const read = readers.find(([pattern]) => pattern.test(path))![1];
    return read(readFileSync(join(folder, file), 'utf8'), path);
  });
}
