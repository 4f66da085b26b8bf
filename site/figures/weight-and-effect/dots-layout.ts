import type { HeadReading, Measure } from './weight-and-effect.ts';

/** The size of a drawing, in CSS pixels. */
export interface DotsRoom {
  readonly width: number;
  readonly height: number;
  readonly dot: number;
}

export const wideRoom: DotsRoom = { width: 740, height: 400, dot: 5.5 };
export const narrowRoom: DotsRoom = { width: 328, height: 270, dot: 4 };

const left = 34;
const bottom = 26;
const margin = 12;

export interface DotsScale {
  /** Position of a measure, from 0 at the left to the most at the right. */
  x(value: number): number;
  /** Position of an effect, by its square root, so that small effects can be told apart. */
  y(effect: number): number;
}

/** @param most the measure at the right edge: 1 for weights */
export function dotsScale(most: number, largestEffect: number, { width, height }: DotsRoom): DotsScale {
  return {
    x: (value) => left + (value / (most || 1)) * (width - left - margin),
    y: (effect) => height - bottom - Math.sqrt(effect / (largestEffect || 1)) * (height - bottom - margin),
  };
}

/** The measure at the right edge: 1 for weights, the largest for lengths. */
export function mostOf(heads: readonly HeadReading[], measure: Measure): number {
  return measure === 'weight' ? 1 : Math.max(...heads.map(({ length }) => length));
}

/** Effects at which the scale has ticks. */
export function effectTicks(largest: number): number[] {
  return [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4].filter((tick) => tick <= largest);
}

/** Effects that a word says better than a number: by how much the probability falls or rises. */
export const effectWords: readonly { readonly effect: number; readonly words: string }[] = [
  { effect: Math.log(1.1), words: 'a tenth more or less' },
  { effect: Math.LN2, words: 'halved or doubled' },
  { effect: Math.log(10), words: 'a tenth, or ten times' },
];

/** The dot nearest to a point, in pixels; undefined where there are no dots. */
export function nearestDot<Dot extends { readonly x: number; readonly y: number }>(
  dots: readonly Dot[],
  x: number,
  y: number,
): Dot | undefined {
  const far = (dot: Dot) => Math.hypot(dot.x - x, dot.y - y);
  return dots.reduce<Dot | undefined>((best, dot) => (best && far(best) <= far(dot) ? best : dot), undefined);
}
