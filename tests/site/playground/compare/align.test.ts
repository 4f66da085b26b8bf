import { describe, expect, it } from 'vitest';
import { squareOf } from '../../../../site/figures/marks/matrix/square.ts';
import { align } from '../../../../site/playground/compare/align.ts';
import { difference } from '../../../../site/playground/compare/difference.ts';

describe('texts of different length', () => {
  const units = (text: string) =>
    text.split(' ').map((word, index) => ({ text: word, special: false, type: 0 as const, tokens: [index] }));
  it('are aligned by what both have, in order; of equal length by position', () => {
    expect(align(units('a b c'), units('a x c'))).toEqual({
      by: 'position',
      pairs: [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    });
    expect(align(units('a b c d'), units('b x d'))).toEqual({
      by: 'common',
      pairs: [
        [1, 0],
        [3, 2],
      ],
    });
  });

  it('differ by their shares, over the pairs only', () => {
    const square = (text: string, values: number[]) =>
      squareOf(Float32Array.from(values), text.split(' ').length, units(text));
    const { values, units: names } = difference(
      square('a b', [1, 0, 0.5, 0.5]),
      square('a c', [0.25, 0.75, 0.5, 0.5]),
      [
        [0, 0],
        [1, 1],
      ],
    );
    expect([...values]).toEqual([-0.75, 0.75, 0, 0]);
    expect(names.map(({ text }) => text)).toEqual(['a', 'b | c']);
  });
});
