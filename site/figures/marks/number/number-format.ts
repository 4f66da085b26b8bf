/** A number as it is printed, with the minus sign of print. Files and code keep the hyphen. */
export function withMinus(digits: string): string {
  return digits.replaceAll('-', '−');
}

/** 3 significant digits: 0.831, −0.0412, 4.12e−5; an ellipsis for a number that is not there. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '…';
  if (value === 0) return '0';
  if (Math.abs(value) < 1e-4) return withMinus(value.toExponential(2));
  const digits = value.toPrecision(3);
  return withMinus(digits.includes('e') ? String(Number(digits)) : digits);
}

/** The same for a cell of a grid, without the leading zero: .831 */
export function cellDigits(value: number): string {
  return threeDigits(value).replace(/^(−?)0\./, '$1.');
}

/** Two decimals, as a picture says a share: .19 */
export function shareDigits(value: number): string {
  if (!Number.isFinite(value)) return '…';
  return value.toFixed(2).replace(/^0\./, '.');
}

/** All a float32 has to say: 9 significant digits give back the same bits. */
export function fullPrecision(value: number): string {
  return String(Number(value.toPrecision(9)));
}
