import { describe, expect, it } from 'vitest';
import { maxOverHeads, meanOverHeads, selectHeads } from '../../shared/analysis/head-reduction.ts';

/** Three heads over two tokens. */
const probs = Float32Array.of(1, 0, 0, 1, 0.5, 0.5, 0.25, 0.75, 0, 1, 1, 0);

describe('heads of one layer', () => {
  it('have a mean at every position', () => {
    expect([...meanOverHeads(probs.subarray(0, 8), 2)]).toEqual([0.75, 0.25, 0.125, 0.875]);
  });

  it('have a largest weight at every position', () => {
    expect([...maxOverHeads(probs, 2)]).toEqual([1, 1, 1, 1]);
    expect([...maxOverHeads(probs.subarray(0, 8), 2)]).toEqual([1, 0.5, 0.25, 1]);
  });

  it('are left as they were by every reduction', () => {
    const before = [...probs];
    maxOverHeads(probs, 2);
    meanOverHeads(probs, 2);
    expect([...probs]).toEqual(before);
  });

  it('can be chosen in any order, twice too', () => {
    expect([...selectHeads(probs, 2, [2, 0, 2])]).toEqual([0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0]);
  });

  it('must exist to be chosen', () => {
    expect(() => selectHeads(probs, 2, [3])).toThrow('expected a head of 0 to 2, found 3');
  });

  it('must be whole matrices', () => {
    expect(() => meanOverHeads(probs, 3)).toThrow('expected attention of shape [heads, 3, 3], found 12 numbers');
  });
});
