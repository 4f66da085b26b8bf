import { expect, it } from 'vitest';
import { findAddress, percentOf, requestOf } from '../../../../site/home/in-your-sentence/find-words.ts';
import { readFragment } from '../../../../site/reader/fragment.ts';
import { start } from '../../../../site/reader/reader.svelte.ts';

it.each([
  [0.835, '84\u00a0%'],
  [0.0564, '6\u00a0%'],
  [0.01, '1\u00a0%'],
  [0.0096, '1\u00a0%'],
  [0.0034, '0.3\u00a0%'],
  [0.00042, '0.04\u00a0%'],
  [1, '100\u00a0%'],
])('%f is %s', (weight, words) => expect(percentOf(weight)).toBe(words));

it('leads to the find, on whatever page', () => {
  const sentence = { text: 'A & B #1?', pair: 'C' };
  const find = { layer: 9, head: 1, from: 3, to: 1, weight: 0.9, usual: 0.1, share: 1, score: 3.2 };
  const address = new URL(findAddress(sentence, find), 'http://localhost');
  expect(readFragment(address.hash, start)).toEqual({ ...sentence, layer: 9, head: 1, token: 3 });
  expect(requestOf(sentence)).toBe('{"text":"A & B #1?","text_pair":"C"}');
});
