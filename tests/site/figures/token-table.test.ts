import { expect, it } from 'vitest';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { continuations, withSource } from '../../../site/figures/tokens/token-table.ts';

const token = (text: string, start: number, end: number, type: 0 | 1 = 0): Token => {
  const special = text.startsWith('[');
  return { id: 1, text, start, end, special, word: special ? null : 0, type };
};
const tokens = [token('[CLS]', 0, 0), token('snow', 0, 4), token('##boarding', 4, 12), token('cafe', 1, 5, 1)];

it('gives each token the characters of its own text, and none to an added one', () => {
  expect(withSource(tokens, ['Snowboarding', ' Café']).map(({ source }) => source)).toEqual([
    '',
    'Snow',
    'boarding',
    'Café',
  ]);
});

it('counts the tokens that continue a word', () => {
  expect(continuations(tokens)).toBe(1);
});
