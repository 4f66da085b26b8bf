/** Whether a printed number is `value` rounded to the digits it has: `0.831`, `.0412`, `4.12e-5`, `84 %`, `3,072`, `+.84`. */
export function isRounded(text: string, value: number): boolean {
  const [, digits = '', decimals = '', exponent = '0', percent = ''] =
    /^(-?[\d,]*)(?:\.(\d+))?(?:e([+-]?\d+))?( ?%)?$/.exec(text.replaceAll('−', '-').replace(/^\+/, '')) ?? [];
  if (digits === '' && decimals === '') return false;
  const scale = 10 ** Number(exponent) / (percent ? 100 : 1);
  const printed = Number(`${digits.replaceAll(',', '') || '0'}.${decimals || '0'}`);
  const sign = digits.startsWith('-') && printed > 0 ? -1 : 1;
  const half = (0.5 * scale) / 10 ** decimals.length;
  return Math.abs(sign * printed * scale - value) <= half * (1 + 1e-6) + 1e-12;
}
