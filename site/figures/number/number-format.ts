/** 3 significant digits: 0.831, 0.0412, 4.12e-5. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) < 1e-4) return value.toExponential(2);
  const digits = value.toPrecision(3);
  return digits.includes('e') ? String(Number(digits)) : digits;
}

/** The same for a cell of a grid, without the leading zero: .831 */
export function cellDigits(value: number): string {
  return threeDigits(value).replace(/^(-?)0\./, '$1.');
}

/** All a float32 has to say: 9 significant digits give back the same bits. */
export function fullPrecision(value: number): string {
  return String(Number(value.toPrecision(9)));
}
