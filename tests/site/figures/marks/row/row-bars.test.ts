import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowBars } from '../../../../../site/figures/marks/row/row-bars.ts';

const unitsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    text: `t${index}`,
    special: false,
    type: 0 as const,
    tokens: [index],
  }));
const squareOf = (count: number, value: (index: number) => number) =>
  Float32Array.from({ length: count ** 2 }, (_, index) => value(index));

describe('a row as bars', () => {
  it('is its eight largest numbers, largest first, and the sum of the others: all of it, within 1e-5', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1e6 }), (count, seed) => {
        const numbers = squareOf(count, (index) => (((index + 1) * seed) % 997) / 997);
        const all = Array.from({ length: count }, (_, index) => index);
        const everything = { rows: all, columns: all };
        const lines = rowBars([{ head: 3, numbers, name: 'a' }], unitsOf(count), count - 1, everything);
        const values = lines.map(({ bars }) => bars[0]!.value);
        const top = values.slice(0, 8);
        expect(lines.filter(({ unit }) => unit !== undefined)).toHaveLength(Math.min(8, count));
        expect(top).toEqual(top.toSorted((a, b) => b - a));
        const row = numbers.subarray((count - 1) * count).reduce((a, b) => a + b, 0);
        expect(Math.abs(values.reduce((a, b) => a + b, 0) - row)).toBeLessThan(1e-5);
      }),
    );
  });

  it('leaves out what is not shown, lists the keys of the first head for all, and names every number', () => {
    const units = unitsOf(11);
    const shown = { rows: [1], columns: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
    const heads = [
      { head: 3, numbers: squareOf(11, (index) => index % 11), name: 'a' },
      { head: 5, numbers: squareOf(11, () => 1), name: 'b' },
    ];
    const lines = rowBars(heads, units, 1, shown, 20);
    expect(lines.map(({ unit }) => unit)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, undefined]);
    expect(lines[0]!.bars).toEqual([
      { head: 3, value: 10, part: 0.5, text: '10.0', tensor: 'a[1][10]' },
      { head: 5, value: 1, part: 0.05, text: '1.00', tensor: 'b[1][10]' },
    ]);
    expect(lines[8]).toEqual({
      label: '2 more',
      bars: [
        { head: 3, value: 3, part: 0.15, text: '3.00', tensor: 'rest(a[1], 10, 9, 8, 7, 6, 5, 4, 3, 0)' },
        { head: 5, value: 2, part: 0.1, text: '2.00', tensor: 'rest(b[1], 10, 9, 8, 7, 6, 5, 4, 3, 0)' },
      ],
    });
  });
});
