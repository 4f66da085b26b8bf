import { twoDigits, withMinus } from '../../figures/marks/number/number-format.ts';
import type { TensorName } from '../../figures/marks/number/tensor-name.ts';

/**
 * ln(p / (1 - p)), the natural logarithm of the odds. Infinite where the probability, a float32, is 0 or 1.
 * @param probability 0..1
 */
export function logOdds(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** Name of the log-odds of a probability. */
export function logOddsName(probability: TensorName): TensorName {
  return `log(${probability} / (1 - ${probability}))`;
}

/** A probability in 2 digits; from .95 on, where these would round to 1, with as many as its distance to 1 needs. */
export function probabilityDigits(probability: number): string {
  const rest = 1 - probability;
  if (rest <= 0 || rest >= 0.05) return twoDigits(probability);
  return probability.toFixed(Math.ceil(-Math.log10(rest)) + Number(Math.log10(rest) % 1 === 0));
}

/** A logarithm in 2 decimals, and below a tenth in 2 digits: −7.83, −0.0008 */
export function logDigits(value: number): string {
  return Math.abs(value) < 0.1 ? twoDigits(value) : withMinus(value.toFixed(2));
}

/** A change with its sign: +0.42, −1.7, 0 */
export function signedDigits(value: number): string {
  return value > 0 ? `+${logDigits(value)}` : logDigits(value);
}
