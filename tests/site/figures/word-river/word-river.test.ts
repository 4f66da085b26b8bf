import { describe, expect, it } from 'vitest';
import { cosineAt, needleTip, turnedBy } from '../../../../site/figures/word-river/turned.ts';
import { columnsOf } from '../../../../site/figures/word-river/word-river.ts';

describe('the needle', () => {
  it('points straight up for no turn, to the right for a right angle, down for the opposite', () => {
    expect(needleTip(1, 100)).toEqual([0, -100]);
    expect(needleTip(0, 100).map(Math.abs)).toEqual([100, 0]);
    expect(needleTip(-1, 100)).toEqual([0, 100]);
  });

  it('has the angle whose cosine it is, and takes what rounding leaves beyond 1 for 1', () => {
    expect(turnedBy(0.5)).toBeCloseTo(Math.PI / 3, 12);
    expect(turnedBy(1.0000001)).toBe(0);
  });

  it('turns evenly between two layers, and stands on each cosine at its layer', () => {
    const cosines = [1, 0.5, -0.5];
    expect([0, 1, 2].map((layer) => cosineAt(cosines, layer))).toEqual(
      cosines.map((cosine) => expect.closeTo(cosine, 12)),
    );
    expect(turnedBy(cosineAt(cosines, 1.5))).toBeCloseTo(Math.PI / 2, 12);
  });
});

describe('the columns of the river', () => {
  it('are all tokens of a short sentence', () => {
    expect(columnsOf([[0.9, 0.05, 0.05]], 0)).toEqual([0, 1, 2]);
  });

  it('are of a longer one the chosen token and those that bring the most in some layer, in their order', () => {
    const rows = [
      [0.01, 0.04, 0.6, 0.1, 0.02],
      [0.02, 0.2, 0.5, 0.01, 0.029],
    ];
    expect(columnsOf(rows, 2, 4)).toEqual([1, 2, 3]);
    expect(columnsOf(rows, 4, 2)).toEqual([2, 4]);
  });
});
