import { expect, it } from 'vitest';
import { largestProducts, pairProducts, scoresFigure } from '../../../site/figures/scores/pair-products.ts';
import { tinyPlace, tinyTrace } from './tiny-trace.ts';

const view = scoresFigure.view(tinyTrace, tinyPlace);

it('sums the products of query and key, divided by sqrt(headSize), to the score of the trace within 1e-5', () => {
  view.keys.forEach((key, index) => {
    const pair = pairProducts(view.query, key);
    expect(Math.abs(pair.score - view.scores[index]!)).toBeLessThan(1e-5);
    expect(pair.running.at(-1)).toBe(pair.sum);
  });
});

it('names the products that weigh most, whatever their sign', () => {
  expect(largestProducts([1, -5, 0, 3], 3)).toEqual([1, 3, 0]);
});

it('asks for the tensors of one layer only', () => {
  expect(scoresFigure.names(tinyPlace)).toEqual(['query.1', 'key.1', 'attention_scores.1']);
});
