import { expect, it } from 'vitest';
import { softmaxFigure, softmaxSteps, undividedWeights } from '../../../site/figures/softmax/softmax-row.ts';
import { tinyPlace, tinyTrace } from './tiny-trace.ts';

const view = softmaxFigure.view(tinyTrace, tinyPlace);

it('turns the scores of a row into the weights of the trace within 1e-6', () => {
  softmaxSteps(view.scores).weights.forEach((weight, key) => {
    expect(Math.abs(weight - view.weights[key]!)).toBeLessThan(1e-6);
  });
});

it('gives the same weights within 1e-9 when a number is added to the whole row', () => {
  const shifted = softmaxSteps(view.scores.map((score) => score + 100)).weights;
  softmaxSteps(view.scores).weights.forEach((weight, key) => {
    expect(Math.abs(weight - shifted[key]!)).toBeLessThan(1e-9);
  });
});

it('is sharper without the division: a lead of 1 becomes a lead of 8', () => {
  const [more, less] = undividedWeights([1, 0]);
  expect(Math.log(more! / less!)).toBeCloseTo(8, 9);
});

it('stands by the last token where the text is shorter than the place', () => {
  expect(softmaxFigure.view(tinyTrace, { ...tinyPlace, token: 99 }).token).toBe(tinyTrace.tokens.length - 1);
});
