import { describe, expect, it } from 'vitest';
import type { Token } from '../../shared/tokenizer/token.ts';
import { truncateTexts } from '../../shared/tokenizer/truncation.ts';

/** One token a letter, `[CLS] text [SEP]` or `[CLS] text [SEP] textPair [SEP]`. */
function tokenize(text: string, textPair?: string): Token[] {
  const special = (name: string, type: 0 | 1): Token => ({
    id: 0,
    text: name,
    start: 0,
    end: 0,
    special: true,
    word: null,
    type,
  });
  const letters = (of: string, type: 0 | 1): Token[] =>
    [...of].map((letter, start) => ({ ...special(letter, type), start, end: start + 1, special: false, word: start }));
  const first = [special('[CLS]', 0), ...letters(text, 0), special('[SEP]', 0)];
  return textPair === undefined ? first : [...first, ...letters(textPair, 1), special('[SEP]', 1)];
}

function truncated(maxTokens: number, text: string, textPair?: string) {
  return truncateTexts({ text, textPair }, tokenize(text, textPair), maxTokens);
}

describe('truncateTexts', () => {
  it('leaves texts that fit alone', () => {
    expect(truncated(6, 'abcd')).toEqual({ text: 'abcd', textPair: undefined });
    expect(truncated(7, 'ab', 'cd')).toEqual({ text: 'ab', textPair: 'cd' });
  });

  it('keeps room for [CLS] and [SEP]', () => {
    expect(truncated(5, 'abcdef').text).toBe('abc');
  });

  it('cuts the longer text down to the shorter one before it cuts both', () => {
    expect(truncated(8, 'abcdefgh', 'xy')).toEqual({ text: 'abc', textPair: 'xy' });
    expect(truncated(8, 'ab', 'stuvwxyz')).toEqual({ text: 'ab', textPair: 'stu' });
  });

  it('gives the odd token to the longer text, as the reference tokenizer does', () => {
    expect(truncated(8, 'abcdefgh', 'stuvwx')).toEqual({ text: 'abc', textPair: 'st' });
    expect(truncated(8, 'abcdef', 'stuvwxyz')).toEqual({ text: 'ab', textPair: 'stu' });
  });

  it('never leaves more tokens than asked, for every pair of lengths up to 12', () => {
    for (let first = 1; first <= 12; first++) {
      for (let second = 1; second <= 12; second++) {
        const { text, textPair } = truncated(9, 'a'.repeat(first), 'b'.repeat(second));
        expect(tokenize(text, textPair).length).toBe(Math.min(9, first + second + 3));
      }
    }
  });
});
