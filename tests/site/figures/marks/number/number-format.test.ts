import { expect, it } from 'vitest';
import { cellDigits, fullPrecision, threeDigits } from '../../../../../site/figures/marks/number/number-format.ts';

it('prints three significant digits and writes tiny numbers with an exponent', () => {
  expect([0, 1, 0.83123, 0.041236, 0.00012345, 0.0000412, 27.18, 13523].map(threeDigits)).toEqual([
    '0',
    '1.00',
    '0.831',
    '0.0412',
    '0.000123',
    '4.12e−5',
    '27.2',
    '13500',
  ]);
});

it('leaves the leading zero out in cells, of negative numbers too', () => {
  expect([0.831, -0.0412, 1, -1.5].map(cellDigits)).toEqual(['.831', '−.0412', '1.00', '−1.50']);
});

it('prints the minus sign, and an ellipsis for what is not there; full precision is for programs', () => {
  expect([-3.05, -0.088, Number.NaN, Number.POSITIVE_INFINITY].map(threeDigits)).toEqual([
    '−3.05',
    '−0.0880',
    '…',
    '…',
  ]);
  expect(fullPrecision(-0.5)).toBe('-0.5');
});

it('gives back the same float32 from its full precision', () => {
  const floats = Float32Array.from([1 / 3, 0.1, 1e-30, 16777217, 0.8290475]);
  expect(Float32Array.from(floats, (float) => Number(fullPrecision(float)))).toEqual(floats);
});
