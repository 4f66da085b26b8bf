/**
 * Whether a printed number is `value` rounded to the digits it has: `0.831`, `.0412`, `4.12e-5`, `84 %`, `3,072`, `+.84`, or
 * says of a number that would be rounded to 0 or 1 that it is neither: `<.01`, `>.99`, `<1 %`.
 */
export function isRounded(text: string, value: number): boolean {
  const bound = /^[<>]/.exec(text);
  if (bound) return isBound(bound[0], text.slice(1), value);
  const [, digits = '', decimals = '', exponent = '0', percent = ''] =
    /^(-?[\d,]*)(?:\.(\d+))?(?:e([+-]?\d+))?(\s?%)?$/.exec(text.replaceAll('−', '-').replace(/^\+/, '')) ?? [];
  if (digits === '' && decimals === '') return false;
  const scale = 10 ** Number(exponent) / (percent ? 100 : 1);
  const printed = Number(`${digits.replaceAll(',', '') || '0'}.${decimals || '0'}`);
  const sign = digits.startsWith('-') && printed > 0 ? -1 : 1;
  const half = (0.5 * scale) / 10 ** decimals.length;
  return Math.abs(sign * printed * scale - value) <= half * (1 + 1e-6) + 1e-12;
}

/** The nearest step to 0 or 1, and a number between that end and half the step. */
function isBound(sign: string, text: string, value: number): boolean {
  const step = /%$/.test(text) ? Number.parseFloat(text) / 100 : Number(text);
  if (sign === '<') return step === 0.01 && value > 0 && value < step / 2;
  return step === 0.99 && value < 1 && value >= 1 - (1 - step) / 2 - 1e-12;
}
