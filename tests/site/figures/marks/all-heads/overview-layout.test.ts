import { describe, expect, it } from 'vitest';
import {
  overviewLayout,
  overviewOpacity,
  poolWeights,
} from '../../../../../site/figures/marks/all-heads/overview-layout.ts';
import type { AttentionTrace } from '../../../../../site/model/attention-trace.ts';

const token = { id: 1, text: 'a', start: 0, end: 1, special: false, word: 0, type: 0 } as const;

describe('overview of all heads', () => {
  it('places each head as an equal part of the whole, so that buttons can lie over it', () => {
    for (const seqLen of [3, 13, 32, 98]) {
      const { side, gap, width, height } = overviewLayout(seqLen, 12, 12);
      expect([width / 12, height / 12]).toEqual([side + gap, side + gap]);
      expect(gap % 2).toBe(0);
    }
  });

  it('pools texts of more than 32 tokens and says so', () => {
    expect(overviewLayout(32, 12, 12)).toMatchObject({ side: 32, pooled: false });
    expect(overviewLayout(33, 12, 12)).toMatchObject({ side: 32, pooled: true });
  });

  it('keeps the largest weight of each block when it pools', () => {
    const weights = Float32Array.from({ length: 16 }, (_, i) => i / 16);
    expect([...poolWeights(weights, 4, 2)]).toEqual([5, 7, 13, 15].map((i) => i / 16));
  });

  it('draws every weight of every head at its place and leaves the gaps empty', () => {
    const attentions = Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => ((i + 1) / 25) ** 2);
    const trace: AttentionTrace = { model: 'm', tokens: [token, token], layers: [0, 1], heads: [0, 1, 2], attentions };
    const { layout, opacity } = overviewOpacity(trace, { text: 'a a', pair: '' });
    const at = (l: number, h: number, row: number, column: number) =>
      opacity[(l * 4 + 1 + row) * layout.width + h * 4 + 1 + column];
    expect(at(0, 0, 0, 0)).toBe(Math.round(255 / 25));
    expect(at(1, 2, 1, 0)).toBe(Math.round((255 * 23) / 25));
    expect(opacity.filter((value) => value > 0)).toHaveLength(24);
  });
});
