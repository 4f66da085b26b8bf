/** A printed number with a real minus sign. Files and code keep the hyphen. */
export function withMinus(digits: string): string {
  return digits.replaceAll('-', '−');
}

/** 3 significant digits: 0.831, −0.0412, 4.12e−5; an ellipsis where the number has not arrived. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '…';
  if (value === 0) return '0';
  if (Math.abs(value) < 1e-4) return withMinus(value.toExponential(2));
  const digits = value.toPrecision(3);
  return withMinus(digits.includes('e') ? String(Number(digits)) : digits);
}

/**
 * 2 significant digits, and whole numbers from 10 on: 0.83, −0.041, 7.2, 57; an ellipsis where the number has not
 * arrived.
 */
export function twoDigits(value: number): string {
  if (!Number.isFinite(value)) return '…';
  if (value === 0) return '0';
  if (Math.abs(value) < 1e-4) return withMinus(value.toExponential(1));
  return withMinus(Math.abs(value) < 9.95 ? value.toPrecision(2) : value.toFixed(0));
}

/** The same for a cell of a grid, without the leading zero: .83 */
export function cellDigits(value: number): string {
  return twoDigits(value).replace(/^(−?)0\./, '$1.');
}

/** Two decimals of a share, 0..1: .19. A share above 0 is never printed as 0, nor one below 1 as 1: <.01, >.99 */
export function shareDigits(value: number): string {
  if (!Number.isFinite(value)) return '…';
  if (value > 0 && value < 0.005) return '<.01';
  if (value >= 0.995 && value < 1) return '>.99';
  return value.toFixed(2).replace(/^0\./, '.');
}

/** Percent, in the same way: 19 %, <1 %, >99 %. The space before the sign does not break, so no line begins with a sign. */
export function percentDigits(value: number): string {
  if (!Number.isFinite(value)) return '…';
  const digits = value > 0 && value < 0.005 ? '<1' : value >= 0.995 && value < 1 ? '>99' : (value * 100).toFixed(0);
  return `${digits}\u00a0%`;
}

/** 9 significant digits, from which the same float32 can be read back. */
export function fullPrecision(value: number): string {
  return String(Number(value.toPrecision(9)));
}
