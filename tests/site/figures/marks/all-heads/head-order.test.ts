import { describe, expect, it } from 'vitest';
import { byValue, measured, measures } from '../../../../../site/figures/marks/all-heads/head-order.ts';
import { summariseHeads, thumbnailsOfBytes } from '../../../../../site/figures/marks/all-heads/head-summaries.ts';
import { arrange } from '../../../../../site/figures/marks/all-heads/overview-layout.ts';
import { tokens, weights } from '../../../playground/view-tokens.ts';

describe('the overview', () => {
  const trace = {
    model: '',
    tokens,
    layers: [0],
    heads: [0, 1],
    attentions: Float32Array.of(...weights, ...Array(36).fill(1 / 6)),
  };

  it('measures each head as the shared metrics do, and sorts by any of them', () => {
    const { metrics, side, thumbnails } = summariseHeads(trace);
    expect(metrics.entropy[1]).toBeCloseTo(Math.log2(6), 5);
    const special = measured(measures.find(({ id }) => id === 'special')!, { metrics, moved: undefined });
    expect([...special].map((value) => value.toFixed(4))).toEqual([(11 / 21).toFixed(4), (3 / 6).toFixed(4)]);
    expect(byValue(metrics.entropy)).toEqual([1, 0]);
    expect([side, thumbnails.length]).toEqual([6, 72]);
  });

  it('lays the thumbnails side by side in that order', () => {
    const { opacity, width } = arrange({ thumbnails: Uint8Array.of(1, 2), side: 1 }, [1, 0], 2);
    expect(width).toBe(6);
    expect([...opacity].filter(Boolean)).toEqual([2, 1]);
  });
});

describe('thumbnails of bytes', () => {
  it('are the largest of each block on the square-root scale, as of floats', () => {
    const n = 64;
    const bytes = Uint8Array.from({ length: n * n }, (_, index) => (index * 7) % 256);
    const pooled = thumbnailsOfBytes(bytes, n);
    expect(pooled).toHaveLength(32 * 32);
    const block = [0, 1, n, n + 1].map((index) => bytes[index]!);
    expect(pooled[0]).toBe(Math.round(255 * Math.sqrt(Math.max(...block) / 255)));
  });
});
