import { rankCorrelation } from '../../../shared/analysis/rank-correlation.ts';
import { headCount } from '../../model/reader-place.ts';
import type { HeadPlace } from '../marks/head-map/head-change.ts';
import type { HeadReading, Measure, SweepView } from './weight-and-effect.ts';

/** What the order of the heads by weight or length says of that by effect. */
export function ordersOf(heads: readonly HeadReading[]): Pick<SweepView, 'correlations' | 'chance' | 'extremes'> {
  const [weight, length] = [correlationWithEffect(heads, 'weight'), correlationWithEffect(heads, 'length')];
  const placeOf = ({ layer, head }: HeadPlace) => ({ layer, head });
  const found = extremes(heads);
  return {
    correlations: { weight, length },
    chance: chanceCorrelation(heads.length),
    extremes: found && { most: placeOf(found.most), idle: placeOf(found.idle) },
  };
}

/** Rank correlation of a measure with the effect, -1..1; undefined while there are too few heads to rank. */
export function correlationWithEffect(heads: readonly HeadReading[], measure: Measure): number | undefined {
  if (heads.length < headCount) return undefined;
  return rankCorrelation(
    heads.map((one) => one[measure]),
    heads.map(effectOf),
  );
}

/**
 * What the rank correlation of two unrelated orders stays within in 95 of 100 cases: 1.96 / sqrt(n - 1), from its
 * variance 1 / (n - 1). Within it no direction may be claimed.
 */
export function chanceCorrelation(count: number): number {
  return 1.96 / Math.sqrt(Math.max(1, count - 1));
}

const effectOf = ({ change }: HeadReading) => Math.abs(change);

/** The least weight of a head that looks at hardly anything but other words. */
const much = 0.9;

/**
 * The head with the largest effect, and the head with the smallest effect among those with much weight on other words.
 */
export function extremes(heads: readonly HeadReading[]): { most: HeadReading; idle: HeadReading } | undefined {
  const looking = heads.filter(({ weight }) => weight >= much);
  const [first, idle] = [heads[0], looking[0]];
  if (!first || !idle) return undefined;
  return {
    most: heads.reduce((best, one) => (effectOf(one) > effectOf(best) ? one : best), first),
    idle: looking.reduce((best, one) => (effectOf(one) < effectOf(best) ? one : best), idle),
  };
}
