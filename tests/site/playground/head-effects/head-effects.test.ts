import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { effectsRequest } from '../../../../site/playground/head-effects/effects-request.ts';
import { effectsAsked } from '../../../../site/playground/head-effects/head-effects.ts';

const tokensOf = (...texts: string[]) => texts.map((text) => ({ text })) as Token[];
const sentence = {
  text: 'Dogs chase cats.',
  pair: '',
  tokens: tokensOf('[CLS]', 'dogs', 'chase', 'cats', '.', '[SEP]'),
};
const { text, pair } = sentence;

describe('the word whose heads are taken away', () => {
  it('is the best one at the chosen token where nothing is blank', () => {
    expect(effectsAsked(sentence, 2, { masked: [] }, '')).toEqual({ text, pair, masked: [], position: 2 });
  });

  it('is read at the chosen blank, else at the first', () => {
    expect(effectsAsked(sentence, 3, { masked: [1, 3] }, '').position).toBe(3);
    expect(effectsAsked(sentence, 2, { masked: [1, 3] }, '')).toEqual({ text, pair, masked: [1, 3], position: 1 });
    const own = { ...sentence, tokens: tokensOf('[CLS]', 'dogs', '[MASK]', 'cats', '.', '[SEP]') };
    expect(effectsAsked(own, 1, { masked: [] }, '').position).toBe(2);
  });

  it('is the one that the reader follows', () => {
    expect(effectsAsked(sentence, 2, { masked: [2] }, 'hunt')).toEqual({
      text,
      pair,
      masked: [2],
      position: 2,
      word: 'hunt',
    });
  });
});

it('is one request among those of the screen', () => {
  const asked = effectsAsked(sentence, 2, { masked: [2] }, 'hunt');
  expect(effectsRequest(asked)).toMatchObject({
    path: '/v1/sweep',
    body: { text, over: 'heads', position: 2, mask_tokens: [2], targets: ['hunt'] },
  });
});
