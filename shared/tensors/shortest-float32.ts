/** The powers of ten that a double holds exactly. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const smallestNormal = 2 ** -126;

/**
 * The number with the fewest decimal digits, 9 at most, that reads back as the same float32: 0.1 for the float32 that
 * lies at 0.10000000149. Six are tried first: one with fewer is found among those, with zeros at its end, because
 * float32s lie closer together than decimals of six digits, except the subnormal ones.
 */
export function shortestFloat32(value: number): number {
  const float32 = Math.fround(value);
  if (float32 === 0 || !Number.isFinite(float32)) return float32;
  const size = Math.abs(float32);
  const exponent = Math.floor(Math.log10(size));
  for (let digits = size < smallestNormal ? 1 : 6; digits < 9; digits++) {
    const candidate = rounded(float32, digits - 1 - exponent, digits);
    if (Math.fround(candidate) === float32) return candidate;
  }
  return rounded(float32, 8 - exponent, 9);
}

/** `value` with so many decimals: a product and a quotient where a double holds the power of ten, else by way of text. */
function rounded(value: number, decimals: number, digits: number): number {
  if (decimals < 0 || decimals >= powersOfTen.length) return Number(value.toPrecision(digits));
  const power = powersOfTen[decimals];
  return Math.round(value * power) / power;
}
