import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import budgets from '../../tools/bench-site/budgets.json' with { type: 'json' };
import { pageScripts, scriptBytes } from '../../tools/bench-site/page-scripts.ts';

const pages = ['index.html', 'map.html', 'heads.html', ...globSync('{chapters,embed}/*.html', { cwd: 'dist' })];
const html = (page: string) => readFileSync(`dist/${page}`, 'utf8');

describe('the scripts of a page before anyone touches it', () => {
  it.each(pages)('%s: at most 75 KB as gzip sends them, every island counted', (page) => {
    expect(scriptBytes('dist', html(page)).gzip).toBeLessThanOrEqual(budgets.scriptBytes);
  });

  it.each(pages)('%s: at most 35 files', (page) => {
    expect(pageScripts('dist', html(page)).files.length).toBeLessThanOrEqual(35);
  });

  it('were found: the islands, the framework, and what they import', () => {
    const { inline, files } = pageScripts('dist', html('chapters/scores.html'));
    expect(inline.join('')).toContain('astro-island');
    for (const name of ['Scores', 'SentenceLine', 'client.svelte', 'svelte', 'figures', 'page']) {
      expect(files.some((file) => file.startsWith(`/_astro/${name}`))).toBe(true);
    }
    for (const name of ['Softmax', 'SentenceSheet']) expect(files.some((file) => file.includes(name))).toBe(false);
  });

  it.each(['cards', 'practice', 'progress', 'study'])('/%s: what reads Markdown and PDF waits for a file', (page) => {
    const { files } = pageScripts('dist', html(`${page}.html`));
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => /markdown|pdf/.test(file))).toEqual([]);
  });
});
