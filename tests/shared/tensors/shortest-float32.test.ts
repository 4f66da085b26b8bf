import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortestFloat32 } from '../../../shared/tensors/shortest-float32.ts';

/** Digits without sign, point, exponent and the zeros around them. */
function digitsOf(value: number): number {
  return String(value)
    .replace(/e.*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '').length;
}

/** The oracle: as text, digit by digit. */
function fewestDigits(value: number, readsBack: (candidate: number) => boolean): number {
  for (let digits = 1; ; digits++) if (readsBack(Number(value.toPrecision(digits)))) return digits;
}

describe('shortestFloat32', () => {
  it.each([
    [Math.fround(0.1), '0.1'],
    [1 / 3, '0.33333334'],
    [0.5, '0.5'],
    [-2, '-2'],
    [0, '0'],
    [16_777_217, '16777216'],
    [Math.fround(3.4028234663852886e38), '3.4028235e+38'],
    [2 ** -149, '1e-45'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('writes %f as %s', (value, text) => expect(String(shortestFloat32(value))).toBe(text));

  it('reads back as the same float32, with the fewest digits there are, for any of them', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const short = shortestFloat32(value);
        expect(Math.fround(short)).toBe(value);
        if (value !== 0) expect(digitsOf(short)).toBe(fewestDigits(value, (text) => Math.fround(text) === value));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });
});
