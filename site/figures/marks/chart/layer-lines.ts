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
 * Positions of the labels at the ends of lines, in percent from the top, moved apart until they are at least `gap` from
 * each other.
 */
export function labelHeights(lines: readonly LayerLine[], low: number, gap: number): number[] {
  const ends = lines.map(({ values }, index) => ({ index, height: heightOf(values.at(-1) ?? 0, low) }));
  ends.sort((a, b) => a.height - b.height);
  ends.forEach((end, rank) => {
    const above = ends[rank - 1];
    if (above) end.height = Math.max(end.height, above.height + gap);
  });
  const heights = new Array<number>(lines.length);
  for (const { index, height } of ends) heights[index] = height;
  return heights;
}
