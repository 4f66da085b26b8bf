import { describe, expect, it } from 'vitest';
import { matrixRows } from '../../../../shared/analysis/matrix-rows.ts';
import {
  likenessOpacity,
  nearestPositions,
  positions,
  requestFor,
} from '../../../../site/figures/position-likeness/likeness.ts';
import { readPositionLikeness } from '../../../../site/first-paint/position-table.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';

describe('the likeness of positions', () => {
  it('lists the nearest, largest cosine first, without the position itself', () => {
    const row = [0.1, 1, 0.7, -0.5, 0.9, 0.3, 0.2];
    expect(nearestPositions(row, 1).map(({ position }) => position)).toEqual([4, 2, 5, 6, 0]);
  });

  it('is inked by the mean of the pairs in a pixel, and not at all below 0', () => {
    const cosines = [1, 0.5, -1, -1, 0.5, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1, 1];
    expect([...likenessOpacity(cosines, 4, 2)]).toEqual([191, 0, 0, 255]);
  });

  it('is that of the vectors that the API adds, within 1e-5, and the request has tokens at all that is named', async () => {
    const { size, cosines } = await readPositionLikeness();
    expect(size).toBe(positions);
    const { text } = JSON.parse(requestFor(100, 7)) as { text: string };
    const { tokens, tensors } = await presetTensors({ text, pair: '' }, ['embeddings.position']);
    expect(tokens.length).toBeGreaterThan(100);
    const rows = matrixRows(tensors['embeddings.position']!.data, 768);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    for (const [one, other] of [
      [100, 7],
      [0, 100],
      [50, 50],
    ] as const) {
      const [a, b] = [rows[one]!, rows[other]!];
      const expected = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
      expect(Math.abs(cosines[one * size + other]! - expected)).toBeLessThan(1e-5);
      expect(cosines[other * size + one]).toBe(cosines[one * size + other]);
    }
  });
});
