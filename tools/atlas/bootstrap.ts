import { below, seededRandom } from '../../site/study/random.ts';

/** Ends of the 95 % interval of each of several quantities. */
export interface Interval {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const resamples = 1000;
const outside = 0.025;
const seed = 1;

/**
 * Percentile bootstrap of ratios: sum_s values[s][q] / sum_s weights[s] over samples of the units s, drawn with
 * replacement, as many as there are. Units are what is independent: sentences, not the cases in them.
 *
 * Efron 1979, "Bootstrap Methods: Another Look at the Jackknife". The same numbers give the same interval.
 * @param values [units][quantities]
 * @param weights [units]; 1 each for means
 */
export function bootstrapInterval(values: readonly Float64Array[], weights: readonly number[]): Interval {
  const quantities = values[0]!.length;
  const random = seededRandom(seed);
  const ratios = Array.from({ length: quantities }, () => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    const sums = new Float64Array(quantities);
    let weight = 0;
    for (let drawn = 0; drawn < values.length; drawn++) {
      const unit = below(values.length, random);
      weight += weights[unit]!;
      for (let quantity = 0; quantity < quantities; quantity++) sums[quantity]! += values[unit]![quantity]!;
    }
    for (let quantity = 0; quantity < quantities; quantity++) ratios[quantity]![resample] = sums[quantity]! / weight;
  }
  for (const ratio of ratios) ratio.sort();
  const at = (share: number) => Float64Array.from(ratios, (ratio) => ratio[Math.round(share * (resamples - 1))]!);
  return { low: at(outside), high: at(1 - outside) };
}
