import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeFinder } from '../../../site/search/find.ts';
import type { Section } from '../../../site/search/section.ts';
import { builtPages } from '../built-pages.ts';

const file = readFileSync('dist/search.json', 'utf8');
const sections: readonly Section[] = JSON.parse(file);
const find = await makeFinder(sections);
const links = (query: string) => find(query).map(({ section }) => section.link);
const pageOf = (link: string) => link.replace(/[#?].*$/, '');

describe('the words of the built site', () => {
  it('are few enough for a first search: 110 KB as gzip sends them', () => {
    expect(gzipSync(file, { level: 6 }).length).toBeLessThan(110_000);
  });

  it('leave out no page but those for no reader who searches', () => {
    const pages = new Set(sections.map(({ link }) => pageOf(link)));
    expect(builtPages.filter((path) => !pages.has(path)).sort()).toEqual(['/404', '/lesson', '/search']);
  });

  it('lead to places that there are', () => {
    const texts = new Map<string, string>();
    const missing = sections.filter(({ link }) => {
      const page = pageOf(link) === '/' ? '/index' : pageOf(link);
      if (!texts.has(page)) texts.set(page, readFileSync(`dist${page}.html`, 'utf8'));
      const id = link.split('#')[1];
      return id !== undefined && !texts.get(page)!.includes(`id="${id}"`);
    });
    expect(missing.map(({ link }) => link)).toEqual([]);
  });

  it('are of no place twice', () => {
    const places = sections.map(({ link, title }) => `${link} ${title}`);
    expect(places.filter((place, at) => places.indexOf(place) < at)).toEqual([]);
  });

  it('have a text or a title of words, without what only machines read', () => {
    for (const { link, title, text } of sections) {
      expect(title, link).toMatch(/[\p{L}\p{N}]/u);
      expect(`${title} ${text}`, link).not.toMatch(/undefined|\[object|astro-|<\/|htmlClass/);
    }
  });
});

describe('whoever looks', () => {
  const chapters = sections.filter(({ kind, link }) => kind === 'chapter' && !link.includes('#'));

  it.each(chapters.map(({ title, link }) => [title, link]))(
    'for %s finds its chapter among the first three',
    (title, link) => {
      expect(chapters).toHaveLength(readdirSync('site/content/chapters').length);
      expect(links(title!).slice(0, 3)).toContain(link);
    },
  );

  it.each([
    ['attention_probs', '/glossary#attention-weight'],
    ['W_O', '/glossary#output-projection'],
    ['[SEP]', '/glossary#sep'],
    ['d_k', '/glossary#head-size'],
    ['dk', '/glossary#head-size'],
    ['query', '/glossary#query'],
    ['head 9-11', '/heads/9-11'],
    ['9-11', '/heads/9-11'],
    ['L8H10', '/heads/9-11'],
    ['divide by 8', '/chapters/scores#why-divide-by-8'],
    ['/v1/trace', '/docs#createTrace'],
    ['createTrace', '/docs#createTrace'],
    ['context_length_exceeded', '/docs#error.context_length_exceeded'],
    ['attention_scores', '/docs#site.attention_scores'],
    ['token_type_ids', '/glossary#segment'],
    ['layernorm', '/glossary#layer-norm'],
    ['feed forward', '/chapters/feed-forward'],
    ['snowboarding', '/chapters/tokens#longest-match-figure'],
    ['rollout', '/glossary#rollout'],
    ['bertviz', '/api#bertviz'],
  ])('for %s finds %s among the first five', (query, link) => {
    expect(links(query).slice(0, 5)).toContain(link);
  });

  it('for the sign of a root finds the score, and for a page finds the page', () => {
    expect(links('sqrt').slice(0, 5)).toContain('/glossary#score');
    for (const page of ['playground', 'practice', 'quiz', 'podcast', 'map']) {
      expect(links(page).slice(0, 5), page).toContain(`/${page}`);
    }
  });

  it.each([
    ['sofmax', '/glossary#softmax'],
    ['sofmtax', '/glossary#softmax'],
    ['atention wieght', '/glossary#attention-weight'],
    ['projecton', '/glossary#projection'],
  ])('and types %s still finds %s', (query, link) => {
    expect(links(query).slice(0, 5)).toContain(link);
  });

  it('finds no answer of the quiz', () => {
    const questions = sections.filter(({ kind, link }) => kind === 'question' && link.startsWith('/quiz#'));
    expect(questions.length).toBeGreaterThan(20);
    expect(questions.filter(({ text }) => text !== '')).toEqual([]);
  });

  it('finds the cards and what is said in the podcast', () => {
    expect(links('What is the score of a token for another?')[0]).toBe('/cards?concept=scores');
    expect(sections.filter(({ kind }) => kind === 'podcast').length).toBeGreaterThan(8);
  });
});
