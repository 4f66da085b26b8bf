import { describe, expect, it } from 'vitest';
import { maxPassBytes, passes } from '../../shared/model/passes.ts';

describe('passes', () => {
  it('puts everything that fits into one run', () => {
    expect(passes([1, 2, 3], () => maxPassBytes / 3)).toEqual([[1, 2, 3]]);
  });

  it('begins a new run where the next item would exceed it', () => {
    expect(passes([1, 2, 3], () => maxPassBytes / 2)).toEqual([[1, 2], [3]]);
  });

  it('gives an item that is too large for any run one of its own', () => {
    expect(passes([1, 2, 3], (item) => (item === 2 ? 2 * maxPassBytes : 1))).toEqual([[1], [2], [3]]);
  });

  it('has no run for nothing', () => {
    expect(passes([], () => 1)).toEqual([]);
  });
});
