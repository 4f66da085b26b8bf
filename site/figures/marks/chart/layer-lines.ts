import type { TensorName } from '../number/tensor-name.ts';

/** One value for each layer, drawn as a line. */
export interface LayerLine {
  readonly label: string;
  /** The value at the input, then one after each layer. */
  readonly values: readonly number[];
  /** What the line is: the subject, something to compare it with, or a baseline. */
  readonly role: 'subject' | 'rival' | 'baseline';
  /** Name of the last value, which is printed at the line's end. */
  readonly end: TensorName;
}

/** An SVG path through the values, from left to right; 1 is at the top and `low` at the bottom, 0..100 each way. */
export function linePath(values: readonly number[], low: number): string {
  const last = Math.max(1, values.length - 1);
  return values
    .map(
      (value, index) => `${index ? 'L' : 'M'}${((index / last) * 100).toFixed(2)} ${heightOf(value, low).toFixed(2)}`,
    )
    .join('');
}

/** Percent from the top, clamped to the chart. */
export function heightOf(value: number, low: number): number {
  return Math.min(100, Math.max(0, ((1 - value) / (1 - low)) * 100));
}

/**
 * Positions of the middles of the labels at the ends of lines, in percent from the top, moved down until none lies on
 * another.
 * @param sizes of the labels, in percent of the chart's height
 */
export function labelHeights(lines: readonly LayerLine[], low: number, sizes: readonly number[]): number[] {
  const heights = lines.map(({ values }) => heightOf(values.at(-1) ?? 0, low));
  const order = [...heights.keys()].sort((a, b) => heights[a]! - heights[b]!);
  for (const [rank, index] of order.entries()) {
    const above = order[rank - 1];
    if (above === undefined) continue;
    heights[index] = Math.max(heights[index]!, heights[above]! + (sizes[above]! + sizes[index]!) / 2);
  }
  return heights;
}
