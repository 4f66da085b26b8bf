import type { FloatTensor } from './float-tensor.ts';

/**
 * GELU(x) = x Phi(x) = x / 2 (1 + erf(x / sqrt(2)))
 *
 * Any shape; Phi(x) is the share of a normal distribution that lies below x. Large positive numbers pass unchanged, large
 * negative ones become 0, and the passage between is smooth. This is the exact form, not the tanh approximation.
 *
 * Hendrycks and Gimpel 2016, "Gaussian Error Linear Units".
 */
export function gelu({ shape, data }: FloatTensor): FloatTensor {
  return { shape, data: data.map((x) => (x / 2) * (1 + erf(x * Math.SQRT1_2))) };
}

/**
 * erf(x) = 2 / sqrt(pi) integral_0^x exp(-t^2) dt, in -1..1, with an absolute error below 5e-16.
 *
 * The series has only positive terms, so nothing cancels; beyond 2 it is slow, and the continued fraction of
 * 1 - erf(x) has settled after 60 levels. NIST Digital Library of Mathematical Functions 7.6.2 and 7.9.1.
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  return x < 2 ? erfSeries(x) : 1 - erfcFraction(x);
}

/** erf(x) = 2 / sqrt(pi) exp(-x^2) (x + 2 x^3 / 3 + 4 x^5 / (3 5) + 8 x^7 / (3 5 7) + ...) for x >= 0 */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 2 ** -54; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 - erf(x) = exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + (2/2) / (x + (3/2) / (x + ...)))) for x >= 2 */
function erfcFraction(x: number): number {
  let fraction = x;
  for (let level = 60; level > 0; level--) fraction = x + level / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
