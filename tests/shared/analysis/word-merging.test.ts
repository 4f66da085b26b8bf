import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mergeWords, wordsOf } from '../../../shared/analysis/word-merging.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { expectClose } from '../../expect-close.ts';

function token(text: string, word: number | null, start = 0, end = 0, type: 0 | 1 = 0): Token {
  return { id: 0, text, start, end, special: word === null, word, type };
}

/** "Snowboarding fun" and "fun" as a pair. */
const tokens = [
  token('[CLS]', null),
  token('snow', 0, 0, 4),
  token('##boarding', 0, 4, 12),
  token('fun', 1, 13, 16),
  token('[SEP]', null),
  token('fun', 0, 0, 3, 1),
  token('[SEP]', null, 0, 0, 1),
];
const words = wordsOf(tokens, 'Snowboarding fun', 'fun');

describe('words', () => {
  it('gather their pieces and are spelled as the text spells them', () => {
    expect(words.map(({ text, tokens: pieces }) => [text, pieces])).toEqual([
      ['[CLS]', [0]],
      ['Snowboarding', [1, 2]],
      ['fun', [3]],
      ['[SEP]', [4]],
      ['fun', [5]],
      ['[SEP]', [6]],
    ]);
  });

  it('do not reach from one text into the other', () => {
    const adjacent = [token('fun', 0, 0, 3), token('fun', 0, 0, 3, 1)];
    expect(wordsOf(adjacent, 'fun', 'fun')).toHaveLength(2);
  });
});

describe('attention between words', () => {
  it('sums the columns of a word and averages its rows', () => {
    const square = Float32Array.of(0.5, 0.25, 0.25, 0.25, 0.25, 0.5, 0, 0.25, 0.75);
    const pair = [token('[CLS]', null), token('snow', 0, 0, 4), token('##boarding', 0, 4, 12)];
    expect([...mergeWords(square, 3, wordsOf(pair, 'snowboarding'))]).toEqual([0.5, 0.5, 0.125, 0.875]);
  });

  it('still sums to 1 in every row of real attention, within 1e-5', () => {
    const file = readFileSync(new URL('../../golden/bert-base-uncased/hello.safetensors', import.meta.url));
    const { attentions } = readSafetensors(file).tensors;
    const oneWord = [token('[CLS]', null), token('hel', 0, 0, 3), token('##lo', 0, 3, 5)];
    const merged = mergeWords(Float32Array.from(attentions.data), 3, wordsOf(oneWord, 'hello'));
    const sums = Array.from({ length: merged.length / 2 }, (_, row) => merged[2 * row] + merged[2 * row + 1]);
    expect(sums).toHaveLength(12 * 12 * 2);
    expectClose(
      sums,
      sums.map(() => 1),
      1e-5,
    );
  });

  it('refuses numbers that do not fill whole matrices', () => {
    expect(() => mergeWords(new Float32Array(5), 2, words)).toThrow('found 5 numbers');
  });
});
