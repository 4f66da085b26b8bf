import { describe, expect, it } from 'vitest';
import { type Measured, prose } from '../../../../site/figures/marks/prose/prose.ts';
import { noOption, optionOf } from '../../../../site/study/practice/estimated-option.ts';
import { numberOptions } from '../../../../site/study/practice/options.ts';
import { readEstimate } from '../../../../site/study/practice/read-estimate.ts';
import { isNear, withinCount, withinPoints, withinShare } from '../../../../site/study/practice/tolerance.ts';

const number = (value: number, format?: Measured['format']): Measured => ({
  value,
  tensor: 't',
  ...(format && { format }),
});

describe('a number that a reader types', () => {
  it.each([
    ['3.5', 3.5],
    ['.84', 0.84],
    ['0,84', 0.84],
    ['0,845', 0.845],
    ['3,072', 3072],
    ['30,522.5', 30522.5],
    ['−3.2', -3.2],
    ['- 3,2', -3.2],
    ['1/13', 1 / 13],
    ['84 %', 0.84],
  ])('%s is %s', (typed, value) => {
    expect(readEstimate(typed, undefined)).toBeCloseTo(value, 12);
  });

  it('is a share in hundredths where one is asked for, unless it is written as a share', () => {
    for (const typed of ['19', '19%', '19 %', '.19', '0,19', '19.0']) {
      expect(readEstimate(typed, 'percent')).toBeCloseTo(0.19, 12);
    }
  });

  it.each(['', 'many', '1/0', '3..5', '1e3', '3,07,2'])('%j is none', (typed) => {
    expect(readEstimate(typed, undefined)).toBeUndefined();
  });
});

describe('what counts as right', () => {
  it('is a share of the number, points, or a count, ends included; of negative numbers too', () => {
    const fifth = withinShare(number(-3), 'a fifth');
    expect([-3.59, -2.41, -3.7, 3].map((value) => isNear(value, number(-3), fifth))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const points = withinPoints(number(0.19, 'percent'), 10);
    expect([0.1, 0.28, 0.08, 0.96].map((value) => isNear(value, number(0.19, 'percent'), points))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const exact = withinCount(number(13, 'whole'), 0);
    expect([13, 12].map((value) => isNear(value, number(13, 'whole'), exact))).toEqual([true, false]);
    expect(fifth.words).toBe('A fifth more or less counts.');
  });

  it('is not a usual mistake, which the options leave out then', () => {
    const mistakes = [1.1, 5, 9, 20].map((value) => ({ number: number(value), why: String(value) }));
    const options = numberOptions(number(1), mistakes, withinShare(number(1), 'a fifth'))!;
    expect(options.map(({ measured }) => measured[0]!.value)).toEqual([1, 5, 9, 20]);
  });

  it('tells which mistake an estimate comes from, and when it comes from none', () => {
    const tolerance = withinShare(number(3.4), 'a twentieth');
    const mistakes = [27.2, 0.43, -2].map((value) => ({ number: number(value), why: 'w' }));
    const options = numberOptions(number(3.4), mistakes, tolerance)!;
    const question = { prompt: prose`p`, options, answer: 0, explanation: prose`e`, estimate: { tolerance } };
    expect([3.5, 27, 0.43, -2, 11].map((value) => optionOf(question, value))).toEqual([0, 1, 2, 3, noOption]);
  });
});
