import { describe, expect, it } from 'vitest';
import { erf, gelu } from '../../../shared/bert/gelu.ts';
import { expectClose } from '../../expect-close.ts';

/** x and the float64 nearest to erf(x), worked out with 30 digits. */
const known = [
  [0, 0],
  [1e-10, 1.1283791670955126e-10],
  [0.1, 0.1124629160182849],
  [0.25, 0.27632639016823696],
  [0.5, 0.5204998778130465],
  [0.75, 0.7111556336535151],
  [1, 0.8427007929497149],
  [1.5, 0.9661051464753108],
  [1.7, 0.9837904585907745],
  [1.8, 0.9890905016357308],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
  [4, 0.9999999845827421],
  [5, 0.9999999999984626],
  [6, 1.0],
] as const;

describe('erf', () => {
  it('equals known values within 5e-16', () => {
    expectClose(
      known.map(([x]) => erf(x)),
      known.map(([, value]) => value),
      5e-16,
    );
  });

  it('is odd, to the last bit', () => {
    for (const [x] of known.slice(1)) expect(erf(-x)).toBe(-erf(x));
  });

  it('does not jump where the series gives way to the continued fraction: less than 1e-15', () => {
    const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-(1.75 ** 2));
    expectClose([erf(1.75) - erf(1.75 - 1e-9)], [slope * 1e-9], 1e-15);
  });

  it('goes to -1 and 1, and keeps NaN', () => {
    expect([erf(Number.NEGATIVE_INFINITY), erf(40), erf(Number.NaN)]).toEqual([-1, 1, Number.NaN]);
  });
});

describe('gelu', () => {
  it('is the exact form: within 1.2e-7 of x Phi(x), from which the tanh approximation is 1e-4 off', () => {
    const x = Float32Array.of(-3, -1, 0, 1, 2);
    const phi = [0.0013498980316300946, 0.15865525393145705, 0.5, 0.8413447460685429, 0.9772498680518208];
    expectClose(
      gelu({ shape: [5], data: x }).data,
      phi.map((share, i) => x[i] * share),
      1.2e-7,
    );
  });

  it('lets large positive numbers pass and turns large negative ones into 0', () => {
    expect([...gelu({ shape: [2], data: Float32Array.of(20, -20) }).data]).toEqual([20, -0]);
  });
});
