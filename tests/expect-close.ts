/** Where two lists of numbers are furthest apart. */
export interface Difference {
  /** |actual - expected|, 0 for equal lists; NaN on one side only counts as infinity. */
  readonly difference: number;
  readonly index: number;
  readonly actual: number;
  readonly expected: number;
}

/**
 * max_i |actual[i] - expected[i]|, and where it is.
 * @throws Error when the lists have different lengths or are empty: nothing would be compared.
 */
export function worstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): Difference {
  if (actual.length !== expected.length || expected.length === 0) {
    throw new Error(`expected ${expected.length} numbers (at least one), found ${actual.length}`);
  }
  let worst = difference(actual, expected, 0);
  for (let index = 1; index < expected.length; index++) {
    const here = difference(actual, expected, index);
    if (here.difference > worst.difference) worst = here;
  }
  return worst;
}

function difference(actuals: ArrayLike<number>, expecteds: ArrayLike<number>, index: number): Difference {
  const [actual, expected] = [actuals[index], expecteds[index]];
  if (Object.is(actual, expected)) return { difference: 0, index, actual, expected };
  const apart = Math.abs(actual - expected);
  return { difference: Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart, index, actual, expected };
}

/**
 * Holds when max_i |actual[i] - expected[i]| <= tolerance. Put the tolerance into the test's title.
 * @throws Error naming the worst index and both values.
 */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = 'numbers',
): void {
  const worst = worstDifference(actual, expected);
  if (worst.difference <= tolerance) return;
  throw new Error(
    `${what}: expected ${worst.expected} at [${worst.index}] within ${tolerance}, found ${worst.actual}: ${worst.difference} apart`,
  );
}
