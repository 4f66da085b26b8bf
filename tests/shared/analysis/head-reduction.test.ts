import { describe, expect, it } from 'vitest';
import { type FoldHead, foldMax, foldMean } from '../../../shared/analysis/head-reduction.ts';

/** Three heads over two tokens. */
const heads = [Float32Array.of(1, 0, 0, 1), Float32Array.of(0.5, 0.5, 0.25, 0.75), Float32Array.of(0, 1, 0.5, 0.5)];

function folded(fold: FoldHead, some: readonly Float32Array[]): number[] {
  const into = new Float32Array(4);
  for (const head of some) fold(into, head, some.length);
  return [...into];
}

describe('the heads of one layer', () => {
  it('have a mean at every position', () => {
    expect(folded(foldMean, heads.slice(0, 2))).toEqual([0.75, 0.25, 0.125, 0.875]);
  });

  it('have a largest weight at every position', () => {
    expect(folded(foldMax, heads)).toEqual([1, 1, 0.5, 1]);
  });

  it('are alone what they are', () => {
    expect([folded(foldMean, heads.slice(1, 2)), folded(foldMax, heads.slice(1, 2))]).toEqual([
      [0.5, 0.5, 0.25, 0.75],
      [0.5, 0.5, 0.25, 0.75],
    ]);
  });

  it.each([foldMean, foldMax])('must all be of one size', (fold) => {
    expect(() => fold(new Float32Array(4), new Float32Array(9), 1)).toThrow('expected a head of 4 numbers, found 9');
  });
});
