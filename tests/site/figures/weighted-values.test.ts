import { expect, it } from 'vitest';
import {
  sumOf,
  vectorLength,
  weightedSumFigure,
  weightedValues,
} from '../../../site/figures/weighted-sum/weighted-values.ts';
import { tinyPlace, tinyTrace } from './tiny-trace.ts';

const view = weightedSumFigure.view(tinyTrace, tinyPlace);

it('adds the weighted values up to the context of the trace within 1e-4', () => {
  const sum = sumOf(weightedValues(view), view.context.length);
  expect(sum.length).toBe(16);
  sum.forEach((component, index) => {
    expect(Math.abs(component - view.context[index]!)).toBeLessThan(1e-4);
  });
});

it('adds nothing up to zeros', () => {
  expect(sumOf([], 2)).toEqual([0, 0]);
});

it('measures a length of 5 for 3 and 4', () => {
  expect(vectorLength([3, -4])).toBe(5);
});
