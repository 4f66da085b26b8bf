import { describe, expect, it } from 'vitest';
import { excerpt, marked, notIn } from '../../../site/search/excerpt.ts';

const words = (...all: string[]) => new Set(all);
const long = `${'Some words come first. '.repeat(20)}Here the query meets the key. ${'More follow. '.repeat(20)}`;

describe('an excerpt', () => {
  it('is the whole text where that is short', () => {
    expect(excerpt('A query and a key.', words('key'))).toBe('A query and a key.');
  });

  it('has the words that were found together, from the beginning of their sentence, cut between words', () => {
    const cut = excerpt(long, words('query', 'key'));
    expect(cut).toMatch(/^… Here the query meets the key\. .* …$/);
    expect(cut.length).toBeLessThan(210);
    expect(long).toContain(cut.slice(2, -2));
  });

  it('prefers the first place to one that has the same word in two forms', () => {
    expect(excerpt(`A weight. ${long} Weights, weight.`, words('weight', 'weights'))).toMatch(/^A weight\. /);
  });

  it('is the beginning where no word of the text was found, as when its title was', () => {
    expect(excerpt(long, words('else'))).toMatch(/^Some words come first\. .* …$/);
  });
});

describe('marked words', () => {
  it('are those found under any of their forms, and all runs together are the text', () => {
    const runs = marked('W_O mixes; the output W_O.', words('wo', 'output'));
    expect(runs.filter(({ isFound }) => isFound).map(({ text }) => text)).toEqual(['W_O', 'output', 'W_O']);
    expect(runs.map(({ text }) => text).join('')).toBe('W_O mixes; the output W_O.');
  });
});

describe('what a title has', () => {
  it('needs no excerpt, in whichever form it has it', () => {
    expect(notIn('Attention weight', words('weights', 'score'))).toEqual(words('score'));
    expect(excerpt(long, notIn('Query and key', words('query', 'key')))).toMatch(/^Some words come first\. /);
  });
});
