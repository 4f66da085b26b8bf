/** The correlation of two lists of numbers, -1 to 1. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [centred(a), centred(b)];
  return x.reduce((sum, value, index) => sum + value * y[index]!, 0) / (Math.hypot(...x) * Math.hypot(...y));
}

function centred(values: readonly number[]): number[] {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - average);
}
