import { axisTicks } from '../../figures/scores/axis-ticks.ts';
import { type MeasureId, unitOf } from './measures.ts';
import type { Overview } from './overview.ts';

/** Where a dot stands in its picture, in percent from the left and from the top. */
export interface DotPlace {
  readonly left: number;
  readonly top: number;
}

/** One axis: the values at its ends, and round ones between. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Room beyond the largest value, as a part of the axis. */
const margin = 0.04;

/** The axis of a measure: from 0, or from the least value below it. Accuracies have 0..1. */
export function axisOf(measure: MeasureId, values: readonly number[]): Axis {
  const [least, largest] = unitOf(measure) === 'accuracy' ? [0, 1] : [Math.min(0, ...values), Math.max(0, ...values)];
  const room = (largest - least || 1) * margin;
  const [low, high] = [least < 0 ? least - room : 0, largest + room];
  return { low, high, ticks: isPart(measure) ? tenths.filter((tick) => tick <= high) : axisTicks(low, high) };
}

const tenths = [0, 0.2, 0.4, 0.6, 0.8, 1];
const isPart = (measure: MeasureId) => unitOf(measure) === 'share' || unitOf(measure) === 'accuracy';

/** Both axes; where both measures are parts of the same whole they are alike, so that equal values stand on a diagonal. */
export function axesOf(x: MeasureId, y: MeasureId, xs: readonly number[], ys: readonly number[]): { x: Axis; y: Axis } {
  if (!haveSameUnit(x, y)) return { x: axisOf(x, xs), y: axisOf(y, ys) };
  const both = axisOf(x, [...xs, ...ys]);
  return { x: both, y: both };
}

export const haveSameUnit = (x: MeasureId, y: MeasureId): boolean => unitOf(x) === unitOf(y);

/** Percent of the way along an axis. */
export const along = ({ low, high }: Axis, value: number): number => ((value - low) / (high - low)) * 100;

export function scatterPlaces(axes: { x: Axis; y: Axis }, xs: readonly number[], ys: readonly number[]): DotPlace[] {
  return xs.map((value, head) => ({ left: along(axes.x, value), top: 100 - along(axes.y, ys[head]!) }));
}

/** Places of the atlas in a box that holds them with one scale in both directions, and the box's width over its height. */
export function planePlaces({ places }: Pick<Overview, 'places'>): { dots: DotPlace[]; shape: number } {
  const span = (values: readonly number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low) * margin;
    return { low: low - room, high: high + room, ticks: [] };
  };
  const [x, y] = [span(places.map(([across]) => across)), span(places.map(([, up]) => up))];
  return {
    dots: places.map(([across, up]) => ({ left: along(x, across), top: 100 - along(y, up) })),
    shape: (x.high - x.low) / (y.high - y.low),
  };
}

/** The median of places, in both directions. */
export function middleOf(places: readonly DotPlace[]): DotPlace {
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return { left: median(places.map(({ left }) => left)), top: median(places.map(({ top }) => top)) };
}
