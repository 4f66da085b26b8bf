import { expect, it } from 'vitest';
import { activeUnits, feedForwardFigure, strongestUnits } from '../../../site/figures/feed-forward/unit-activity.ts';
import { cosinesWith, firstPartner, meanPairCosine } from '../../../site/figures/layers/pair-drift.ts';
import { positionsFigure } from '../../../site/figures/positions/summed-embeddings.ts';
import { tinyPlace, tinyTrace } from './tiny-trace.ts';

it('positions: the three vectors add up to the sum of the trace within 1e-6', () => {
  const { word, position, tokenType, sum } = positionsFigure.view(tinyTrace, tinyPlace);
  expect(sum.length).toBe(64);
  sum.forEach((component, index) => {
    expect(Math.abs(word[index]! + position[index]! + tokenType[index]! - component)).toBeLessThan(1e-6);
  });
});

it('layers: the mean of all pairs equals the mean of every cosine with every other token within 1e-6', () => {
  const name = 'hidden_states.2';
  const pairs = tinyTrace.tokens.flatMap((_, token) =>
    cosinesWith(tinyTrace, name, token).filter((_, other) => other !== token),
  );
  const mean = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  expect(Math.abs(meanPairCosine(tinyTrace, name) - mean)).toBeLessThan(1e-6);
});

it('layers: compares a token with another of the same text, or else with its neighbour', () => {
  const tokens = ['a', 'b', 'a', 'c'].map((text) => ({ ...tinyTrace.tokens[0]!, text }));
  expect([0, 1, 2, 3].map((token) => firstPartner(tokens, token))).toEqual([2, 2, 0, 2]);
});

it('feed-forward: every unit of the trace is at least -0.17, the lowest value of GELU', () => {
  const { intermediate } = feedForwardFigure.view(tinyTrace, tinyPlace);
  expect(intermediate.length).toBe(128);
  expect(Math.min(...intermediate)).toBeGreaterThan(-0.1701);
});

it('feed-forward: counts the units above 0 and names the strongest', () => {
  expect(activeUnits([-0.1, 0, 2, 1])).toBe(2);
  expect(strongestUnits([-0.1, 0, 2, 1], 2)).toEqual([2, 3]);
});
