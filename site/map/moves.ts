import type { Spot } from './level-words.ts';
import type { Level } from './place.ts';

type Place = Omit<Spot, 'tokens'>;

/** The bounds of a move, on every level. */
export interface Room {
  readonly tokens: number;
  readonly layers: number;
  readonly heads: number;
  /** Keys of the row, in order of their weight, largest first. */
  readonly ranks: readonly number[];
  /** Thumbnails of heads in one row of the screen. */
  readonly headColumns: number;
  /** Whether layers run to the right and tokens downwards. */
  readonly isTurned: boolean;
}

const steps: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Move = (place: Place, right: number, down: number, room: Room) => Place;

const alongKeys: Move = (place, right, down, { tokens }) => ({
  ...place,
  key: within(place.key + right + down, tokens),
});

const moves: Readonly<Record<Level, Move>> = {
  model: (place, right, down, { layers, tokens, isTurned }) => {
    const [floors, columns] = isTurned ? [right, down] : [down, right];
    return { ...place, layer: within(place.layer + floors, layers), token: within(place.token + columns, tokens) };
  },
  floor: (place, right, down, { heads, headColumns }) => ({
    ...place,
    head: within(place.head + right + down * headColumns, heads),
  }),
  head: (place, right, down, { tokens }) => ({
    ...place,
    token: within(place.token + down, tokens),
    key: right === 0 ? place.key : within(place.key + right, tokens),
  }),
  row: (place, right, down, { tokens, ranks }) => ({
    ...place,
    key:
      down === 0
        ? within(place.key + right, tokens)
        : (ranks[within(ranks.indexOf(place.key) + down, ranks.length)] ?? place.key),
  }),
  pair: alongKeys,
  products: alongKeys,
};

/** The place to which an arrow key leads within a level, at most its edge. Undefined for any other key. */
export function moveIn(level: Level, pressed: string, place: Place, room: Room): Place | undefined {
  const step = steps[pressed];
  return step && moves[level](place, ...step, room);
}

function within(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}
