import type { Tip } from './shadows.ts';

/** The size of the picture in its own pixels: the half-plane to the left of the query, words and bars to its right. */
export interface Room {
  readonly name: 'narrow' | 'middle' | 'wide';
  readonly width: number;
  readonly height: number;
  /** Horizontal position of the query. */
  readonly axis: number;
  /** Distance from the query to the words, and from there to the bars. */
  readonly leader: number;
  readonly words: number;
  /** Size of the letters, and least distance between two words. */
  readonly letter: number;
  readonly line: number;
  /** The most words that fit. */
  readonly most: number;
}

export const rooms: readonly Room[] = [
  { name: 'narrow', width: 328, height: 232, axis: 186, leader: 16, words: 62, letter: 12, line: 15.5, most: 14 },
  { name: 'middle', width: 690, height: 330, axis: 390, leader: 36, words: 92, letter: 15, line: 20, most: 15 },
  { name: 'wide', width: 1130, height: 430, axis: 660, leader: 50, words: 110, letter: 17, line: 24, most: 16 },
];

/** Pixels kept free around the arrows. */
const margin = 14;

/**
 * The scale from the vectors' units to pixels. It is the same in both directions, because angles would otherwise be
 * wrong.
 */
export interface Plane {
  readonly scale: number;
  /** The common origin of the arrows. */
  readonly x: number;
  readonly y: number;
}

/** The largest scale at which all tips are inside the picture. */
export function planeOf(tips: readonly Tip[], room: Room): Plane {
  const high = Math.max(0, ...tips.map(({ along }) => along));
  const low = Math.min(0, ...tips.map(({ along }) => along));
  const far = Math.max(...tips.map(({ across }) => across));
  const scale = Math.min((room.axis - margin) / (far || 1), (room.height - 2 * margin) / (high - low || 1));
  const free = room.height - 2 * margin - scale * (high - low);
  return { scale, x: room.axis, y: margin + free / 2 + scale * high };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a tip is in the picture, in pixels; the inverse of `tipAt`. */
export function placeOf({ along, across }: Tip, { x, y, scale }: Plane): Point {
  return { x: x - across * scale, y: y - along * scale };
}

/** The tip at a point, clamped to the picture. */
export function tipAt({ x, y }: Point, plane: Plane, room: Room): Tip {
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  return {
    along: (plane.y - clamp(y, margin / 2, room.height - margin / 2)) / plane.scale,
    across: (plane.x - clamp(x, margin / 2, plane.x)) / plane.scale,
  };
}

/** Positions from top to bottom, each as near to its wanted one as possible, at least `gap` apart. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const places = [...wanted];
  for (let at = 0; at < places.length; at++) {
    places[at] = Math.max(places[at]!, at === 0 ? low : places[at - 1]! + gap);
  }
  // Positions pushed beyond the end are pushed back, and then whole groups move to the mean of their wanted positions.
  for (let at = places.length - 1; at >= 0; at--) {
    places[at] = Math.min(places[at]!, at === places.length - 1 ? high : places[at + 1]! - gap);
  }
  return centred(places, wanted, gap, low);
}

/**
 * Moves groups of touching positions up, together, towards the mean of their wanted positions, as far as there is room.
 */
function centred(places: readonly number[], wanted: readonly number[], gap: number, low: number): number[] {
  const result = [...places];
  for (let first = 0; first < result.length; ) {
    let last = first;
    while (last + 1 < result.length && result[last + 1]! - result[last]! < gap + 0.01) last++;
    const members = result.slice(first, last + 1);
    const above = members.reduce((sum, place, at) => sum + place - wanted[first + at]!, 0) / members.length;
    const room = result[first]! - (first === 0 ? low : result[first - 1]! + gap);
    const shift = Math.min(Math.max(0, above), room);
    for (let at = first; at <= last; at++) result[at]! -= shift;
    first = last + 1;
  }
  return result;
}
