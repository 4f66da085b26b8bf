import { expect, it } from 'vitest';
import {
  cellDigits,
  fullPrecision,
  percentDigits,
  shareDigits,
  threeDigits,
  twoDigits,
} from '../../../../../site/figures/marks/number/number-format.ts';

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

it('prints two significant digits for the page, and whole numbers from 10 on', () => {
  expect([0, 1, 0.83723, -0.041236, 0.00012345, 0.0000412, 7.24, 9.96, 57.9, 13523, Number.NaN].map(twoDigits)).toEqual(
    ['0', '1.0', '0.84', '−0.041', '0.00012', '4.1e−5', '7.2', '10', '58', '13523', '…'],
  );
});

it('leaves the leading zero out in cells, of negative numbers too', () => {
  expect([0.831, -0.0412, 1, -1.5].map(cellDigits)).toEqual(['.83', '−.041', '1.0', '−1.5']);
});

it('prints a share with two decimals, and never a false 0 or 1', () => {
  expect([0, 3.42e-28, 0.0049, 0.005, 0.187, 0.994, 0.9951, 1].map(shareDigits)).toEqual([
    '.00',
    '<.01',
    '<.01',
    '.01',
    '.19',
    '.99',
    '>.99',
    '1.00',
  ]);
  expect([0, 0.004, 0.187, 0.996, 1].map(percentDigits)).toEqual([
    '0\u00a0%',
    '<1\u00a0%',
    '19\u00a0%',
    '>99\u00a0%',
    '100\u00a0%',
  ]);
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
