import { stations, type TransitView } from './transit-map.ts';

/** The place that a drawing gets, in CSS pixels. */
export interface TrackRoom {
  readonly width: number;
  readonly height: number;
  /** Left of the first station: for the scale; right of the last one. */
  readonly left: number;
  readonly right: number;
}

export const wideRoom: TrackRoom = { width: 820, height: 400, left: 44, right: 14 };
export const narrowRoom: TrackRoom = { width: 328, height: 270, left: 30, right: 10 };

/** Distances in sight at least, above the straight line and below it: the same for all words, so that they can be compared. */
const leastAbove = 0.56;
const leastBelow = 0.96;
const margin = 10;

export interface TrackScale {
  /** Pixels of one unit of distance. */
  readonly unit: number;
  x(station: number): number;
  /** Of a distance from the straight line, positive below. */
  y(distance: number): number;
}

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

/** Through all stations: level at each, an even bend between two. */
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

/** What lies beyond a track, to the edge of the room. */
export function beyond(distances: readonly number[], scale: TrackScale, edge: number): string {
  return `${track(distances, scale)}V${edge}H${round(scale.x(0))}Z`;
}

/** Distances that the scale has ticks at, both ways. */
export function ticks({ y }: TrackScale, room: TrackRoom): number[] {
  return [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].filter(
    (tick) => y(tick) >= margin && y(tick) <= room.height - margin,
  );
}

/** Heights as near as can be to those wanted, in their order from the top, at least so far from each other. */
export function spread(wanted: readonly number[], least: number): number[] {
  const placed = [...wanted];
  for (let at = 1; at < placed.length; at++) placed[at] = Math.max(placed[at]!, placed[at - 1]! + least);
  return placed;
}

const round = (value: number) => Math.round(value * 10) / 10;
