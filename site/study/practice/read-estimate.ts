import type { Measured } from '../../figures/marks/prose/prose.ts';

/** A number as people type it: −3.2, 3,072, 0,84, .84, 1/13, 84 %. */
const number = /^([-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d*[.,]?\d+|\d+[.,]))(?:\/(\d+))?(%?)$/;

/**
 * The number that a reader has typed; undefined where it is none. Where a share is asked for, 84 and 84 % are .84, and so
 * is 0.84.
 */
export function readEstimate(typed: string, format: Measured['format']): number | undefined {
  const [, written, divisor, percent] = number.exec(typed.replace(/\s/g, '')) ?? [];
  if (written === undefined) return undefined;
  const isGrouped = /,\d{3}(?:,|\.|$)/.test(written) && /^[-−]?[1-9]/.test(written);
  const plain = written.replace('−', '-').replaceAll(',', isGrouped ? '' : '.');
  const value = Number(plain) / (divisor === undefined ? 1 : Number(divisor));
  if (!Number.isFinite(value)) return undefined;
  const isHundredths = percent === '%' || (format === 'percent' && Math.abs(value) > 1);
  return isHundredths ? value / 100 : value;
}
