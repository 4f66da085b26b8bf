import type { PlacedWord } from './word-map.ts';

/** The size of a drawing and of the letters in it, in CSS pixels. */
export interface MapRoom {
  readonly width: number;
  readonly height: number;
  /** Mean width of a letter, and height of a line. */
  readonly letter: number;
  readonly line: number;
  readonly dot: number;
}

export const wideRoom: MapRoom = { width: 820, height: 520, letter: 6.6, line: 14, dot: 3 };
export const narrowRoom: MapRoom = { width: 328, height: 330, letter: 6.1, line: 13, dot: 2 };

/** The map from the plane to pixels, with one scale in both directions. */
export interface MapScale {
  readonly unit: number;
  x(value: number): number;
  y(value: number): number;
}

/** The part of the plane in sight; a tuple, so that it can be tweened. */
export type MapWindow = [left: number, right: number, low: number, high: number];

/** The smallest window around all points, widened by a share of its size, and at least `least` wide. */
export function windowAround(places: readonly Pick<PlacedWord, 'x' | 'y'>[], margin = 0, least = 0): MapWindow {
  const span = (values: number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const half = Math.max(((high - low) / 2) * (1 + margin), least / 2);
    return [(low + high) / 2 - half, (low + high) / 2 + half];
  };
  return [...span(places.map(({ x }) => x)), ...span(places.map(({ y }) => y))];
}

/** Fits the window into the middle of the room, with space for a name on either side. */
export function mapScale([left, right, low, high]: MapWindow, room: MapRoom): MapScale {
  const [inner, tall] = [room.width - 8 * room.letter, room.height - 2 * room.line];
  const unit = Math.min(inner / (right - left || 1), tall / (high - low || 1));
  return {
    unit,
    x: (value) => room.width / 2 + (value - (left + right) / 2) * unit,
    y: (value) => room.height / 2 - (value - (low + high) / 2) * unit,
  };
}

/** Whether a dot in pixels is in sight. */
export function isInSight({ x, y }: Pick<PlacedWord, 'x' | 'y'>, { width, height }: MapRoom): boolean {
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

export interface MapLabel {
  readonly index: number;
  /** Left end of the word; below, its base line. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A dot that should have its word beside it. */
export interface Wanted {
  readonly word: string;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
}

/**
 * Places words beside their dots, in order of importance: right, left, above, below or at a corner. A word that would
 * cover another or leave the room is left out.
 */
export function mapLabels(wanted: readonly Wanted[], room: MapRoom, taken: readonly Box[] = []): MapLabel[] {
  const kept: Box[] = [...taken];
  return wanted.flatMap((one, index) => {
    const box = sides(one, room).find((box) => isInside(box, room) && !kept.some((other) => overlaps(box, other)));
    if (!box) return [];
    kept.push(box);
    return [{ index, x: box.left, y: box.bottom - room.line * 0.25, box }];
  });
}

function sides({ word, x, y }: Wanted, { letter, line, dot }: MapRoom): Box[] {
  const width = word.length * letter + 2;
  const gap = dot + 2;
  const box = (left: number, top: number): Box => ({ left, right: left + width, top, bottom: top + line });
  return [
    box(x + gap, y - line / 2),
    box(x - gap - width, y - line / 2),
    box(x - width / 2, y - gap - line),
    box(x - width / 2, y + gap),
    box(x + dot, y - gap - line),
    box(x + dot, y + gap),
    box(x - dot - width, y - gap - line),
    box(x - dot - width, y + gap),
  ];
}

/** The box of a dot, which no word may cover. */
export function dotBox({ x, y }: Pick<Wanted, 'x' | 'y'>, { dot }: MapRoom): Box {
  return { left: x - dot, right: x + dot, top: y - dot, bottom: y + dot };
}

const isInside = ({ left, right, top, bottom }: Box, { width, height }: MapRoom) =>
  left >= 0 && right <= width && top >= 0 && bottom <= height;

const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** A kind with fewer dots in sight has no name on the map. */
const fewest = 3;

/** The name of each kind near its dots, where it covers the fewest dots; later names avoid earlier ones. */
export function kindLabels(
  dots: readonly (Pick<Wanted, 'x' | 'y'> & { readonly kind: number })[],
  kinds: readonly string[],
  room: MapRoom,
): MapLabel[] {
  const kept: Box[] = [];
  return kinds.flatMap((name, index) => {
    const own = dots.filter((dot) => dot.kind === index && isInSight(dot, room));
    if (own.length < fewest) return [];
    const boxes = around(own, name.length * room.letter * 1.6, room).filter((box) => isInside(box, room));
    if (boxes.length === 0) return [];
    const covered = (box: Box) =>
      dots.filter((dot) => overlaps(dotBox(dot, room), box)).length +
      (kept.some((other) => overlaps(other, box)) ? dots.length : 0);
    const box = boxes.reduce((best, one) => (covered(one) < covered(best) ? one : best), boxes[0]!);
    kept.push(box);
    return [{ index, x: (box.left + box.right) / 2, y: box.bottom - room.line * 0.35, box }];
  });
}

/** Boxes of one width on a ring around the middle of some dots, nearest first. */
function around(dots: readonly Pick<Wanted, 'x' | 'y'>[], width: number, { line }: MapRoom): Box[] {
  const [x, y] = [mean(dots.map((dot) => dot.x)), mean(dots.map((dot) => dot.y))];
  const reach = mean(dots.map((dot) => Math.hypot(dot.x - x, dot.y - y)));
  const height = line * 1.5;
  return [1, 1.4, 1.8, 2.2, 2.6].flatMap((times) =>
    Array.from({ length: 16 }, (_, turn) => {
      const angle = (turn / 16) * 2 * Math.PI - Math.PI / 2;
      const left = x + Math.cos(angle) * reach * times - width / 2;
      const top = y + Math.sin(angle) * reach * times - height / 2;
      return { left, right: left + width, top, bottom: top + height };
    }),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
