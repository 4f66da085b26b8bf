import type { FloatTensor } from './float-tensor.ts';

/**
 * GELU(x) = x Phi(x) = x / 2 (1 + erf(x / sqrt(2)))
 *
 * Any shape; Phi(x) is the share of a normal distribution that lies below x. Large positive numbers
 * pass unchanged, large negative ones become 0, and the passage between is smooth. This is the
 * exact form, not the tanh approximation.
 *
 * Hendrycks and Gimpel 2016, "Gaussian Error Linear Units".
 */
export function gelu({ shape, data }: FloatTensor): FloatTensor {
  return { shape, data: data.map((x) => (x / 2) * (1 + erf(x * Math.SQRT1_2))) };
}

/**
 * erf(x) = 2 / sqrt(pi) integral_0^x exp(-t^2) dt, in -1..1, with an absolute error below 5e-16.
 *
 * Near 0 a series of positive terms, so that nothing cancels; further out the continued fraction of
 * 1 - erf(x). From 1.75 on, 60 levels of it are enough; up to 1.75, 30 terms of the series are.
 *
 * NIST Digital Library of Mathematical Functions, 7.6.2 and 7.9.1.
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  return x < 1.75 ? erfSeries(x) : 1 - erfcFraction(x);
}

/** 2 x exp(-x^2) / sqrt(pi) (1 + 2 x^2 / 3 (1 + 2 x^2 / 5 (1 + 2 x^2 / 7 (1 + ...)))) for 0 <= x < 1.75 */
function erfSeries(x: number): number {
  let series = 1;
  for (let n = 30; n > 0; n--) series = 1 + ((2 * x * x) / (2 * n + 1)) * series;
  return ((2 * x * Math.exp(-x * x)) / Math.sqrt(Math.PI)) * series;
}

/** exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + (2/2) / (x + (3/2) / (x + ...)))) for x >= 1.75 */
function erfcFraction(x: number): number {
  let fraction = x;
  for (let level = 60; level > 0; level--) fraction = x + level / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
