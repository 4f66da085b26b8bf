import { expect, test } from 'vitest';
import { splitSections } from '../../../shared/tokenizer/added-tokens.ts';

const spelled = (text: string, tokens: readonly string[]) =>
  splitSections(text, tokens).map(({ start, end, added }) => [text.slice(start, end), added]);

test('added tokens are cut out, in whatever surroundings', () => {
  expect(spelled('a[MASK]b [SEP][SEP]', ['[MASK]', '[SEP]'])).toEqual([
    ['a', false],
    ['[MASK]', true],
    ['b ', false],
    ['[SEP]', true],
    ['[SEP]', true],
  ]);
});

test('only their exact spelling counts', () => {
  expect(spelled('[mask] [MASK', ['[MASK]'])).toEqual([['[mask] [MASK', false]]);
});

test('of two that fit at one place the longer is taken, whatever their order', () => {
  expect(spelled('<a><a>b', ['<a>', '<a>b'])).toEqual([
    ['<a>', true],
    ['<a>b', true],
  ]);
});

test('without added tokens, or without a text, nothing is cut out', () => {
  expect(spelled('a.b', [])).toEqual([['a.b', false]]);
  expect(spelled('', ['[MASK]'])).toEqual([]);
});
