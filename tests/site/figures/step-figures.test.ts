import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWordPiece } from '../../../shared/tokenizer/word-piece.ts';
import { answerBins, geluPath, heightOf } from '../../../site/figures/feed-forward/gelu-curve.ts';
import { firstWord, matchSteps } from '../../../site/figures/longest-match/match-steps.ts';
import { largestProducts, rankedScores, runningSum } from '../../../site/figures/scores/pair-products.ts';
import { largestComponent } from '../../../site/figures/weighted-sum/weighted-values.ts';
import { tinyTrace } from './tiny-trace.ts';

it('longest match: lists every longer beginning before the piece that was found', () => {
  expect(matchSteps(['sno', '##w'])).toEqual([
    { rest: 'snow', tried: ['snow'], piece: 'sno' },
    { rest: 'w', tried: [], piece: '##w' },
  ]);
});

it('longest match: whatever the vocabulary, each try that is listed fails in it and each piece is in it', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(letters),
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 9 }),
      (own, word) => {
        const vocabulary = new Set(['a', 'b', '##a', '##b', ...own, ...own.map((piece) => `##${piece}`)]);
        const cut = createWordPiece(vocabulary, { unknownToken: '[UNK]', maxInputCharsPerWord: 100 });
        const steps = matchSteps(cut(word));
        expect(steps.map(({ piece }) => piece)).toEqual(cut(word));
        expect(steps.flatMap(({ tried }) => tried).filter((attempt) => vocabulary.has(attempt))).toEqual([]);
      },
    ),
  );
});

it('longest match: takes the first word where a text has several', () => {
  const token = { ...tinyTrace.tokens[0]!, special: false };
  const tokens = [
    { ...token, special: true, word: null },
    { ...token, text: 'a', word: 0 },
    { ...token, text: '##b', word: 0 },
    { ...token, text: 'c', word: 1 },
  ];
  expect(firstWord(tokens)).toEqual({ pieces: ['a', '##b'], isAlone: false });
});

it('scores: the running sum ends at the same total in either order, within 1e-12', () => {
  const products = [0.5, -3, 2, 0.25];
  const sorted = largestProducts(products, 4).map((index) => products[index]!);
  expect(sorted).toEqual([-3, 2, 0.5, 0.25]);
  expect(runningSum(products).running).toEqual([0.5, -2.5, -0.5, -0.25]);
  expect(Math.abs(runningSum(sorted).running.at(-1)! - runningSum(products).running.at(-1)!)).toBeLessThan(1e-12);
});

it('scores: the largest come first, and the rest are counted', () => {
  expect(rankedScores([1, -2, 5], 2)).toEqual({ listed: [2, 0], others: 1 });
  expect(rankedScores([1], 16).others).toBe(0);
});

it('weighted-sum: takes apart the component that is largest in size', () => {
  expect(largestComponent([1, -4, 4, 2])).toBe(1);
});

it('feed-forward: counts every answer once, those beyond the picture at its ends', () => {
  const bins = answerBins([-9, -0.17, 0, 0.1, 3.99, 4, 50]);
  expect(bins.reduce((sum, count) => sum + count, 0)).toBe(7);
  expect([bins[0], bins.at(-1)]).toEqual([1, 3]);
});

it('feed-forward: the curve ends where GELU lets a number through, at 4', () => {
  expect(geluPath().startsWith(`M0.00 ${heightOf(0).toFixed(2)}`)).toBe(true);
  expect(geluPath().endsWith('L100.00 0.00')).toBe(true);
});
