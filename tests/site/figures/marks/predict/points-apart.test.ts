import { expect, it } from 'vitest';
import { pointsApart } from '../../../../../site/figures/marks/predict/points-apart.ts';

it('says how far the model is from a guess, and in which direction', () => {
  expect([pointsApart(40, 18.2), pointsApart(18, 18.4), pointsApart(17, 18.4), pointsApart(0, 99.6)]).toEqual([
    '22 points less',
    'just that',
    '1 point more',
    '100 points more',
  ]);
});
