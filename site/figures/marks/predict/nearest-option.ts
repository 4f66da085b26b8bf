/** Index of the option nearest to a value; of two as near, the first. @throws RangeError without options */
export function nearestOption(value: number, options: readonly number[]): number {
  if (options.length === 0) throw new RangeError('expected at least one option, found none');
  return options.reduce(
    (best, option, index) => (Math.abs(option - value) < Math.abs(options[best]! - value) ? index : best),
    0,
  );
}
