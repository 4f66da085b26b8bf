import { describe, expect, it } from 'vitest';
import { makeFinder } from '../../../site/search/find.ts';
import type { Section } from '../../../site/search/section.ts';

const section = (title: string, text: string, rest: Partial<Section> = {}): Section => ({
  kind: 'chapter',
  link: `/chapters/${title}`,
  title,
  page: title,
  text,
  names: '',
  ...rest,
});

const find = await makeFinder([
  section('Scores', 'The query of one meets the key of the other.', { names: '\\sqrt{64}' }),
  section('Softmax', 'Scores become weights; the largest score gets most.'),
  section('Head 9-1', 'A head.', { kind: 'head' }),
  section('Head 9-11', 'A head.', { kind: 'head' }),
  section('Weights', 'In transformers they are attention_probs.'),
]);
const titles = (query: string) => find(query).map(({ section: { title } }) => title);

describe('what finds places', () => {
  it('puts a title before a text', () => {
    expect(titles('scores')).toEqual(['Scores', 'Softmax']);
  });

  it('puts a title that is the word before one that has it often', async () => {
    const word = await makeFinder([
      section('Sums of embeddings', 'Embeddings, embeddings.', { kind: 'term' }),
      section('Embeddings', 'A long text. '.repeat(9)),
    ]);
    expect(word('embeddings')[0]!.section.title).toBe('Embeddings');
  });

  it('finds a word that is typed in part, and one with a typing error', () => {
    expect(titles('softm')[0]).toBe('Softmax');
    expect(titles('sofmax')[0]).toBe('Softmax');
    expect(titles('sofmtax')[0]).toBe('Softmax');
  });

  it('takes numbers as they are', () => {
    expect(titles('head 9-11')[0]).toBe('Head 9-11');
    expect(titles('9-1')[0]).toBe('Head 9-1');
  });

  it('finds names in code and signs of a formula that no text shows', () => {
    expect(titles('attention_probs')).toEqual(['Weights']);
    expect(titles('sqrt')).toEqual(['Scores']);
  });

  it('says which words were found, for marking', () => {
    expect([...find('quer key')[0]!.words].sort()).toEqual(['key', 'query']);
  });

  it('has those with all words first, and where they are few those with some', () => {
    expect(titles('query weights')).toEqual(expect.arrayContaining(['Scores', 'Softmax', 'Weights']));
    expect(titles('largest weights')[0]).toBe('Softmax');
  });

  it('finds nothing where nothing has the word', () => {
    expect(titles('xylophone')).toEqual([]);
    expect(titles('  ')).toEqual([]);
  });
});
