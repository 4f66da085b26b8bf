import { expect, it } from 'vitest';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { sentenceParts } from '../../../site/sentence/sentence-parts.ts';

const cls: Token = { id: 101, text: '[CLS]', start: 0, end: 0, special: true, word: null, type: 0 };
const token = (text: string, start: number, end: number, type: 0 | 1 = 0): Token => ({
  ...cls,
  text,
  start,
  end,
  special: false,
  word: 0,
  type,
});

it('are what was typed, set apart where a space stood', () => {
  const text = 'The  snowboarder’s café.';
  const tokens = [
    cls,
    token('the', 0, 3),
    token('snow', 5, 9),
    token('##boarder', 9, 16),
    token('’', 16, 17),
    token('s', 17, 18),
    token('cafe', 19, 23),
    token('.', 23, 24),
    { ...cls, text: '[SEP]' },
  ];
  const parts = sentenceParts({ text, pair: '' }, tokens);
  expect(parts.map(({ surface, isApart }) => (isApart ? ` ${surface}` : surface)).join('')).toBe(
    ' [CLS] The snowboarder’s café. [SEP]',
  );
});

it('come from the second text where the token does, and begin apart', () => {
  const tokens = [cls, token('yes', 0, 3), { ...cls, text: '[SEP]' }, token('no', 0, 2, 1), token('.', 2, 3, 1)];
  const parts = sentenceParts({ text: 'Yes', pair: 'No.' }, tokens);
  expect(parts.map(({ surface }) => surface)).toEqual(['[CLS]', 'Yes', '[SEP]', 'No', '.']);
  expect(parts.map(({ isApart }) => isApart)).toEqual([true, true, true, true, false]);
});

it('are the token itself where no letter of its own stands in the text', () => {
  expect(sentenceParts({ text: 'x', pair: '' }, [token('x', 0, 0)])[0]!.surface).toBe('x');
});
