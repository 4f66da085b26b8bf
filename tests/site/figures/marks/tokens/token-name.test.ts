import { expect, it } from 'vitest';
import { tokenName, twinIndex } from '../../../../../site/figures/marks/tokens/token-name.ts';

const tokens = ['the', 'cat', 'saw', 'the', 'dog'].map(
  (text, word) => ({ id: 0, text, start: 0, end: 0, special: false, word, type: 0 }) as const,
);

it('tells apart tokens that stand more than once, and only these', () => {
  expect(tokens.map((_, index) => tokenName(tokens, index))).toEqual([
    'the (token 0)',
    'cat',
    'saw',
    'the (token 3)',
    'dog',
  ]);
  expect([twinIndex(tokens, 0), twinIndex(tokens, 1)]).toEqual([0, undefined]);
});
