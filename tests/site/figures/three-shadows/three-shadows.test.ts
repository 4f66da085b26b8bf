import { describe, expect, it } from 'vitest';
import { bestFit, between, threeShadowsFigure } from '../../../../site/figures/three-shadows/three-shadows.ts';
import { tinyPlace, tinyTrace } from '../tiny-trace.ts';

describe('the three shadows', () => {
  it('are the rows of query, key and value that the chosen head makes of the token, exactly', () => {
    const { layer, head, token } = tinyPlace;
    const { chosen } = threeShadowsFigure().view(tinyTrace, tinyPlace);
    for (const role of ['query', 'key', 'value'] as const) {
      const { data, shape } = tinyTrace.tensors[`${role}.${layer}`]!;
      const start = (head * shape[1]! + token) * shape[2]!;
      expect(Float32Array.from(chosen[role]), role).toEqual(data.slice(start, start + shape[2]!));
    }
  });

  it('stand beside those of the token that the reader picked', () => {
    const { other, chosen } = threeShadowsFigure(() => 1).view(tinyTrace, tinyPlace);
    expect(other!.token).toBe(1);
    expect(other!.vector).not.toEqual(chosen.vector);
  });

  it.each([undefined, tinyPlace.token, 99])('stand beside the word that fits best where %s is picked', (picked) => {
    const { other } = threeShadowsFigure(() => picked).view(tinyTrace, tinyPlace);
    expect(other!.token).toBe(bestFit(tinyTrace, tinyPlace, tinyPlace.token));
  });

  it('fit best where the score is largest, special tokens apart', () => {
    const { layer, head, token } = tinyPlace;
    const { data, shape } = tinyTrace.tensors[`attention_scores.${layer}`]!;
    const row = Array.from(
      data.slice((head * shape[1]! + token) * shape[2]!, (head * shape[1]! + token + 1) * shape[2]!),
    );
    const others = row.map((score, at) => (at === token ? Number.NEGATIVE_INFINITY : score));
    const best = others.indexOf(Math.max(...others));
    expect(bestFit(tinyTrace, tinyPlace, token)).toBe(best);
    const tokens = tinyTrace.tokens.map((one, at) => ({ ...one, special: at === best }));
    expect(bestFit({ ...tinyTrace, tokens }, tinyPlace, token)).not.toBe(best);
  });
});

it('cells go from one head’s number to the next one’s, each in its own place', () => {
  expect(between([0, 4], [2, 0], 0.5)).toEqual([1, 2]);
  expect(between([0, 4], [2, 0], 1)).toEqual([2, 0]);
  expect(between([0], [2, 0], 0.5)).toEqual([2, 0]);
});
