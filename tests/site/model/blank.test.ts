import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankBeforeTokens, blankOf } from '../../../site/model/blank.ts';
import { awkwardText } from '../../shared/tokenizer/awkward-texts.ts';
import { tokenizer } from '../../shared/tokenizer/tokenizer-files.ts';

describe('the blank before the tokens are known', () => {
  it('is the tapped word', () => {
    const text = 'Dogs chase cats.';
    expect([1, 2, 3].map((tapped) => blankBeforeTokens({ text, pair: '' }, tapped))).toEqual([1, 2, 3]);
  });

  it.each([
    ['is a special token', 'Dogs chase cats.', 0],
    ['may lie beyond the words', 'Dogs chase cats.', 4],
    ['may be one of the text’s own', 'My [MASK] likes bones.', 1],
    ['may be none of three parts without a letter', '— — —', 1],
  ])('is not known where the tapped token %s', (_, text, tapped) => {
    expect(blankBeforeTokens({ text, pair: '' }, tapped)).toBeUndefined();
  });

  it('is the one that the tokens tell, wherever it is known, of any text and pair', () => {
    fc.assert(
      fc.property(awkwardText, awkwardText, fc.integer({ min: 0, max: 12 }), (text, pair, tapped) => {
        const blank = blankBeforeTokens({ text, pair }, tapped);
        if (blank !== undefined) expect(blankOf(tokenizer.encode(text, pair || undefined), tapped)).toBe(blank);
      }),
      { numRuns: 2000 },
    );
  });
});
