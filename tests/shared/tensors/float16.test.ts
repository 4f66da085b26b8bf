import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16Bits, float16Value } from '../../../shared/tensors/float16.ts';

const allBits = Array.from({ length: 65_536 }, (_, bits) => bits);
const isNan = (bits: number) => (bits & 0x7fff) > 0x7c00;

describe('float16Value', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65_504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x83ff, -1023 * 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('reads the bits %i as %d', (bits, value) => {
    expect(float16Value(bits)).toBe(value);
  });
});

describe('float16Bits', () => {
  it('gives back the bits of all 65,536 float16s; every NaN becomes a NaN', () => {
    const changed = allBits.filter((bits) => {
      const back = float16Bits(float16Value(bits));
      return isNan(bits) ? !isNan(back) : back !== bits;
    });
    expect(changed).toEqual([]);
  });

  it('rounds to the nearest float16: none of the neighbours is nearer', () => {
    const finite = fc.float({ noNaN: true, min: -65_504, max: 65_504 });
    fc.assert(
      fc.property(finite, (value) => {
        const bits = float16Bits(value);
        const distance = (other: number) => Math.abs(float16Value(other) - value);
        const neighbours = [bits - 1, bits + 1].filter(
          (other) => (other & 0x7fff) <= 0x7c00 && other >= 0 && other < 65_536,
        );
        return neighbours.every((other) => (other ^ bits) & 0x8000 || distance(bits) <= distance(other));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the sign, of zero too', () => {
    expect([float16Bits(-0), float16Bits(-1e-30), float16Bits(-1.5)]).toEqual([0x8000, 0x8000, 0xbe00]);
  });

  it.each([
    ['half a step above 1', 1 + 2 ** -11, 0x3c00],
    ['one and a half steps above 1', 1 + 3 * 2 ** -11, 0x3c02],
    ['half of the smallest denormal', 2 ** -25, 0x0000],
    ['one and a half of it', 1.5 * 2 ** -24, 0x0002],
    ['between the largest denormal and the smallest normal', 1023.5 * 2 ** -24, 0x0400],
  ])('rounds a tie to even: %s', (_, value, bits) => {
    expect(float16Bits(value)).toBe(bits);
    expect(float16Bits(-value)).toBe(bits | 0x8000);
  });

  it('goes to infinity from 65,520 on, not below', () => {
    expect(float16Bits(65_519.99)).toBe(0x7bff);
    expect(float16Bits(65_520)).toBe(0x7c00);
    expect(float16Bits(-1e30)).toBe(0xfc00);
  });
});
