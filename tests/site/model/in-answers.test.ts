import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/api/limits.ts';
import { layerGroups } from '../../../site/figures/marks/all-heads/long-text.ts';
import {
  allHeadsTokens,
  attentionBytes,
  fitsOneAnswer,
  inAnswers,
  mostTokens,
} from '../../../site/model/in-answers.ts';

const most = limits.tensorBytes;

describe('what is asked for in several answers', () => {
  it('is all of it, in its order, in answers that are allowed; only what is too large alone is too large', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: most + 2 })), (sizes) => {
        const answers = inAnswers(sizes, (size) => size);
        expect(answers.flat()).toEqual(sizes);
        for (const answer of answers) {
          const bytes = answer.reduce((sum, size) => sum + size, 0);
          expect(answer.length === 1 || bytes <= most).toBe(true);
        }
      }),
    );
  });

  it('is in as few answers as hold it: no answer would have had room for the beginning of the next', () => {
    const sizes = [most, 1, most - 1, 1, most / 2, most / 2, 2];
    expect(inAnswers(sizes, (size) => size)).toEqual([[most], [1, most - 1], [1, most / 2], [most / 2, 2]]);
    expect(inAnswers([], () => 1)).toEqual([]);
  });
});

it('all 144 heads are one answer up to 120 tokens', () => {
  expect(allHeadsTokens).toBe(120);
  expect([120, 121].map((seqLen) => fitsOneAnswer(attentionBytes(seqLen)))).toEqual([true, false]);
});

it('the most tokens are as many as the model reads where everything fits, and 0 where nothing does', () => {
  expect([mostTokens(() => true), mostTokens(() => false)]).toEqual([limits.tokensPerText, 0]);
});

it('layers at a byte a weight are all one answer up to 241 tokens, and two at 512; the chosen one comes first', () => {
  expect([241, 242].map((seqLen) => layerGroups(seqLen, 0).length)).toEqual([1, 2]);
  expect(layerGroups(512, 9)).toEqual([
    [8, 9],
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
    [10, 11],
  ]);
});
