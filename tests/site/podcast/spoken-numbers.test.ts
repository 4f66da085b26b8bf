import { describe, expect, it } from 'vitest';
import { spokenNumbers } from './spoken-numbers.ts';

const values = (text: string) => spokenNumbers(text).map(({ value, unit }) => [value, unit]);

describe('spokenNumbers', () => {
  it('reads hundreds, thousands and decimals, each to its last digit', () => {
    expect(values('Seven hundred and sixty-eight')).toEqual([[768, 1]]);
    expect(values('about thirty thousand')).toEqual([[30_000, 10_000]]);
    expect(values('twelve thousand three hundred')).toEqual([[12_300, 100]]);
    expect(values('zero point nine two')).toEqual([[0.92, 0.01]]);
  });

  it('keeps apart what a pause or a word keeps apart', () => {
    expect(values('Layer nine, head eleven: one. Two times twenty')).toEqual([
      [9, 1],
      [11, 1],
      [1, 1],
      [2, 1],
      [20, 10],
    ]);
    expect(values('the point is, and that one')).toEqual([[1, 1]]);
    expect(values('no number at all')).toEqual([]);
  });
});
