import { expect, it } from 'vitest';
import { embeddingsFigure, mostAlike } from '../../../site/figures/embeddings/table-rows.ts';
import { shares } from '../../../site/figures/lenses/two-readings.ts';
import { tinyPlace, tinyTrace } from './tiny-trace.ts';

it('embeddings: a row has a cosine of 1 with itself, within 1e-6, and no larger one', () => {
  const { cosines, token } = embeddingsFigure.view(tinyTrace, tinyPlace);
  expect(Math.abs(cosines[token]! - 1)).toBeLessThan(1e-6);
  expect(Math.max(...cosines)).toBeLessThan(1 + 1e-6);
});

it('embeddings: lists every other row of the table once, the most alike first', () => {
  const tokens = [7, 8, 7, 9, 8].map((id) => ({ ...tinyTrace.tokens[0]!, id }));
  expect(mostAlike({ tokens, token: 0, cosines: [1, 0.1, 1, 0.4, 0.1] }, 9)).toEqual([3, 1]);
});

it('lenses: shares sum to 1 and keep the proportions; nothing stays nothing', () => {
  expect(shares([1, 3])).toEqual([0.25, 0.75]);
  expect(shares([0, 0])).toEqual([0, 0]);
});
