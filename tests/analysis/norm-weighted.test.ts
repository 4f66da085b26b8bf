import { describe, expect, it } from 'vitest';
import { normWeighted } from '../../shared/analysis/norm-weighted.ts';

describe('normWeighted', () => {
  it('scales each column by the length of what its token would contribute', () => {
    expect([...normWeighted(Float32Array.of(0.5, 0.5, 0.25, 0.75), Float32Array.of(2, 4))]).toEqual([1, 2, 0.5, 3]);
  });

  it('refuses norms of another number of tokens', () => {
    expect(() => normWeighted(new Float32Array(9), Float32Array.of(2, 4))).toThrow(
      'expected attention of shape [2, 2]',
    );
  });
});
