import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { markTerms } from '../../../site/glossary/mark-terms.ts';
import { readGlossary } from '../../../site/glossary/read-glossary.ts';

const glossary = readGlossary();
const mark = (source: string, chapter = 'scores') => markTerms(source, chapter, glossary).source;

describe('the terms of a chapter', () => {
  it('are marked where they come first, as they are written there', () => {
    expect(mark('Scores of a head. A score of heads.')).toBe(
      '<Term id="score">Scores</Term> of a <Term id="head">head</Term>. A score of heads.',
    );
  });

  it('are the longer one where one holds another, and no part of a word', () => {
    expect(mark('The attention weights. Unweighted keyboards.')).toBe(
      'The <Term id="attention-weight">attention weights</Term>. Unweighted keyboards.',
    );
    expect(mark('The feed-forward network.')).toContain('<Term id="feed-forward">feed-forward network</Term>');
  });

  it.each([
    '---\ntitle: Scores\nsay:\n  - A score.\n---',
    '## A score',
    '<Figure of="scores" />',
    '<Part of="query">the query</Part>',
    '<Formula tex={String.raw`\\mathrm{score}`} />',
    '[the score](/chapters/scores)',
    '*score* and "a score"',
    '`score`',
  ])('are not marked in %s', (source) => {
    expect(mark(`${source}\n\nThen a score.`)).toBe(`${source}\n\nThen a <Term id="score">score</Term>.`);
  });

  it('may be code, where the term is written so', () => {
    expect(mark('`[SEP]` and `[SEP]`')).toBe('<Term id="sep">`[SEP]`</Term> and `[SEP]`');
  });

  it('are not marked where the glossary says that they have another sense', () => {
    expect(mark('The lowest value.', 'feed-forward')).toBe('The lowest value.');
    expect(mark('The lowest value.', 'weighted-sum')).toContain('<Term id="value">');
  });
});

describe('every chapter', () => {
  const chapters = readdirSync('site/content/chapters').map((file) => file.replace('.mdx', ''));

  it.each(chapters)('%s has some terms, each once, and is the same text without their marks', (chapter) => {
    const source = readFileSync(`site/content/chapters/${chapter}.mdx`, 'utf8');
    const marked = markTerms(source, chapter, glossary);
    expect(marked.terms.length).toBeGreaterThan(3);
    const ids = Array.from(marked.source.matchAll(/<Term id="([\w-]+)">/g), ([, id]) => id);
    expect(ids.sort()).toEqual(marked.terms.map(({ id }) => id).sort());
    expect(marked.source.replace(/<\/?Term[^>]*>/g, '')).toBe(source);
    // The glossary knows the chapters by their ids.
    for (const term of glossary) expect(chapters).toEqual(expect.arrayContaining([term.chapter, ...term.notIn]));
  });
});
