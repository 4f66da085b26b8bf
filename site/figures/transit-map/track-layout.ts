import { stations, type TransitView } from './transit-map.ts';

/** The size of a drawing, in CSS pixels. */
export interface TrackRoom {
  readonly width: number;
  readonly height: number;
  /** Room left of the first station, for the scale, and right of the last. */
  readonly left: number;
  readonly right: number;
  /** Size of the letters. */
  readonly letters: number;
}

export const wideRoom: TrackRoom = { width: 820, height: 400, left: 44, right: 14, letters: 14 };
export const narrowRoom: TrackRoom = { width: 328, height: 270, left: 30, right: 10, letters: 11.5 };

/**
 * Least distances that are in sight above and below the straight line. They are the same for all words, so that words
 * can be compared.
 */
const leastAbove = 0.56;
const leastBelow = 0.96;
const margin = 10;

export interface TrackScale {
  /** Pixels of one unit of distance. */
  readonly unit: number;
  x(station: number): number;
  /** Position of a distance from the straight line; positive distances are below it. */
  y(distance: number): number;
}

/** The scale at which all distances of both lines are in sight. */
export function trackScale({ above, below }: Pick<TransitView, 'above' | 'below'>, room: TrackRoom): TrackScale {
  const up = Math.max(leastAbove, ...above.values);
  const down = Math.max(leastBelow, ...below.values);
  const unit = (room.height - 2 * margin) / (up + down);
  const step = (room.width - room.left - room.right) / (stations.length - 1);
  return {
    unit,
    x: (station) => room.left + station * step,
    y: (distance) => margin + (up + distance) * unit,
  };
}

/** The path through all stations: level at each, with an even bend between two. */
export function track(distances: readonly number[], { x, y }: TrackScale): string {
  return distances
    .map((distance, station) => {
      const [px, py] = [round(x(station)), round(y(distance))];
      if (station === 0) return `M${px} ${py}`;
      const middle = round((x(station - 1) + x(station)) / 2);
      return `C${middle} ${round(y(distances[station - 1]!))} ${middle} ${py} ${px} ${py}`;
    })
    .join('');
}

/** The area beyond a track, up to the edge of the drawing. */
export function beyond(distances: readonly number[], scale: TrackScale, edge: number): string {
  return `${track(distances, scale)}V${edge}H${round(scale.x(0))}Z`;
}

/** Distances at which the scale has ticks, on both sides. */
export function ticks({ y }: TrackScale, room: TrackRoom): number[] {
  return [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].filter(
    (tick) => y(tick) >= margin && y(tick) <= room.height - margin,
  );
}

/** Positions in their order from the top, each as near to its wanted one as possible, at least `least` apart. */
export function spread(wanted: readonly number[], least: number): number[] {
  const placed = [...wanted];
  for (let at = 1; at < placed.length; at++) placed[at] = Math.max(placed[at]!, placed[at - 1]! + least);
  return placed;
}

const round = (value: number) => Math.round(value * 10) / 10;
