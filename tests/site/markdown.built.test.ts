import { readFileSync } from 'node:fs';
import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markdownPath } from '../../tools/markdown/page-markdown.ts';
import type { Served } from '../../tools/serve/workers.ts';
import { builtPages } from './built-pages.ts';
import { serveSite } from './serve-site.ts';

const built = (path: string) => readFileSync(`dist${path}`, 'utf8');
const chapters = builtPages.filter((path) => path.startsWith('/chapters/'));
const twins = [...chapters, '/notes', '/glossary', '/heads', '/docs', '/api', '/capacity'];

let site: Served;
beforeAll(async () => {
  site = await serveSite();
});
afterAll(() => site.stop());

/** Markdown without blocks of code and formulas, in which anything may stand. */
const prose = (markdown: string) =>
  markdown.replace(/^ *```.*?^ *```$|^\$\$.*?^\$\$$/gms, '').replace(/`[^`\n]*`/g, 'code');

/** What a reader sees of a line of Markdown. */
const seen = (markdown: string) =>
  markdown
    .replace(/\[([^\]]*)\]\([^)"]*(?:"[^"]*")?\)/g, '$1')
    .replace(/\\(?=[^A-Za-z0-9\s])|[*`]/g, '')
    .replace(/\s+/g, ' ');

/** Addresses of links, without those that stand in code. */
const linksOf = (markdown: string) =>
  [...prose(markdown).matchAll(/\]\((\S+?)(?: "|\))|<(http[^>]+)>/g)].map((found) => found[1] ?? found[2]!);

describe.each(twins)('%s as Markdown', (path) => {
  const html = built(`${path}.html`);
  const markdown = built(`${path}.md`);

  it('is named by its page, and served as what it is', async () => {
    expect(markdownPath(html)).toBe(`${path}.md`);
    const response = await fetch(new URL(`${path}.md`, site.url));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await response.text()).toBe(markdown);
  });

  it('begins with a title and has nothing left of components, comments, imports or gaps', () => {
    expect(markdown).toMatch(/^# \S/);
    const words = prose(markdown);
    expect(words.match(/<(?!http|sub>|\/sub>|\.01)[^>\n]*>/g)).toBeNull();
    expect(words).not.toMatch(/^(import|export) /m);
    expect(words.split('\n').filter((line) => (line.match(/\*\*/g)?.length ?? 0) % 2 !== 0)).toEqual([]);
    expect(words).not.toMatch(/undefined|NaN|\[object|astro-|svelte-|client:/);
  });
});

describe.each(chapters)('%s', (path) => {
  // A letter below the line has no other sign in Markdown.
  const page = fromHtml(built(`${path}.html`).replace(/<sub>/g, '_'));
  const markdown = built(`${path}.md`);
  const words = seen(markdown);

  it('has every paragraph, heading and sentence of its page to the letter, its numbers included', () => {
    const parts = selectAll('.text > p:not(.about, .more, .opening), .text > h2, .say li', page);
    expect(parts.length).toBeGreaterThan(8);
    const own = parts.map((part) => toText(part).replace(/\s+/g, ' ').trim());
    expect(own.filter((text) => !words.includes(text))).toEqual([]);
  });

  it('has the TeX of every formula, and a line for every figure, which leads to it', () => {
    expect(markdown.match(/^\$\$$/gm)?.length ?? 0).toBe(2 * selectAll('.formula', page).length);
    expect(markdown).not.toContain('htmlClass');
    const figures = selectAll('main figure[id]', page);
    expect(figures.length).toBeGreaterThan(1);
    for (const figure of figures) {
      expect(words).toContain(`Figure: ${toText(select('h2', figure)!)}`);
      expect(linksOf(markdown).some((link) => link.endsWith(`${path}#${figure.properties.id}`))).toBe(true);
    }
  });

  it('has the sources of its claims as links', () => {
    const sources = selectAll('.text > p small a', page).map(({ properties }) => String(properties.href));
    const links = linksOf(markdown);
    expect(sources.filter((source) => !links.some((link) => link.endsWith(source)))).toEqual([]);
  });
});

it("heads.md has a row for each head, with its page's address", () => {
  const rows = built('/heads.md').match(/^\| \[\d+-\d+\].*$/gm) ?? [];
  expect(rows.length).toBe(144);
  expect(rows.find((row) => row.startsWith('| [9-11]'))).toMatch(/\/heads\/9-11\) \| .*%/);
});

describe('llms.txt', () => {
  const text = built('/llms.txt');

  it('is as llmstxt.org has it: a title, a summary, and lists of links with a line each', () => {
    expect(text).toMatch(/^# [^\n]+\n\n> [^\n]+\n\n/);
    const [, ...sections] = text.split(/^## /m);
    expect(sections.map((section) => section.split('\n')[0])).toContain('Chapters');
    for (const section of sections) {
      const [, , ...lines] = section.trimEnd().split('\n');
      expect(lines.filter((line) => !/^- \[[^\]]+\]\(http\S+\): \S.*[.?!]$/.test(line))).toEqual([]);
    }
  });

  it('names every page that has Markdown', () => {
    const links = linksOf(text).map((link) => new URL(link).pathname);
    expect(twins.map((path) => `${path}.md`).filter((path) => !links.includes(path))).toEqual([]);
  });

  it('and all Markdown: every link to this site leads somewhere', async () => {
    const all = [text, ...twins.map((path) => built(`${path}.md`))].flatMap(linksOf);
    const own = all.map((link) => new URL(link)).filter(({ origin }) => origin === 'http://localhost:8787');
    const paths = [...new Set(own.map(({ pathname }) => pathname))];
    expect(paths.length).toBeGreaterThan(160);
    const missing: string[] = [];
    for (const path of paths) {
      const response = await fetch(new URL(path, site.url));
      if (response.status !== 200) missing.push(`${path}: ${response.status}`);
      await response.arrayBuffer();
    }
    expect(missing).toEqual([]);
  });
});
