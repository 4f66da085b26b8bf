import { expect, it } from 'vitest';
import { bootstrapInterval } from '../../../tools/atlas/bootstrap.ts';

/** `hits` of `count` units are 1. */
const units = (hits: number, count: number) =>
  Array.from({ length: count }, (_, unit) => Float64Array.of(unit < hits ? 1 : 0));

it('of a share is near the normal interval of many independent cases, p ± 1.96 sqrt(p (1 - p) / n), within .01', () => {
  const { low, high } = bootstrapInterval(units(300, 400), Array(400).fill(1));
  const half = 1.96 * Math.sqrt((0.75 * 0.25) / 400);
  expect(Math.abs(low[0]! - (0.75 - half))).toBeLessThan(0.01);
  expect(Math.abs(high[0]! - (0.75 + half))).toBeLessThan(0.01);
});

it('is wider where the cases come in sentences that are right or wrong as a whole', () => {
  const sentences = units(30, 40).map(([hit]) => Float64Array.of(10 * hit!));
  const together = bootstrapInterval(sentences, Array(40).fill(10));
  const apart = bootstrapInterval(units(300, 400), Array(400).fill(1));
  expect(together.high[0]! - together.low[0]!).toBeGreaterThan(2 * (apart.high[0]! - apart.low[0]!));
});

it('is the same each time, and of what never fails a point', () => {
  const [values, weights] = [units(10, 10), Array(10).fill(1)];
  expect(bootstrapInterval(values, weights)).toEqual({ low: Float64Array.of(1), high: Float64Array.of(1) });
  expect(bootstrapInterval(units(5, 10), weights)).toEqual(bootstrapInterval(units(5, 10), weights));
});
