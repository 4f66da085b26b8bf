/** Two to five round numbers within low..high, 0 always among those that the range holds: steps of 1, 2 or 5 x 10^k. */
export function axisTicks(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [];
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (([1, 2, 5, 10] as const).find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
