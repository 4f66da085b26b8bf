import { describe, expect, it } from 'vitest';
import { maskHeads } from '../../../shared/bert/head-mask.ts';
import { scattered } from './tiny-bert.ts';

const probs = scattered(2, 3, 3);

describe('maskHeads', () => {
  it('multiplies every weight of a head by the number of that head', () => {
    const masked = maskHeads(probs, [0, 0.5]);
    expect(masked.shape).toEqual([2, 3, 3]);
    expect([...masked.data]).toEqual([...probs.data].map((prob, i) => (i < 9 ? 0 * prob : 0.5 * prob)));
  });

  it('changes nothing without a mask', () => {
    expect(maskHeads(probs)).toBe(probs);
  });

  it('refuses a mask of another length than there are heads', () => {
    expect(() => maskHeads(probs, [1, 1, 1])).toThrow('headMask: expected one number for each of 2 heads, found 3');
  });
});
