import { type AttentionOffView, type FollowedWord, ranking, settings } from './attention-off.ts';

/**
 * Units of the drawing: columns are 100 wide, and a probability of 1 is 1,000 high. The drawing is stretched to its
 * place.
 */
export const pitch = 100;
export const height = 1000;
export const width = pitch * settings.length;
/** A band is level for so many units to either side of its column's middle. */
const level = 17;

/** One word's share of a column, in units of the drawing from its top. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Each word's band at one setting, the most probable on top; undefined for a word without a number there. */
export function bandsAt(words: readonly FollowedWord[], on: number): (Band | undefined)[] {
  const bands: (Band | undefined)[] = words.map(() => undefined);
  let top = 0;
  for (const word of ranking(words, on)) {
    const bottom = top + words[word]!.probabilities[on]! * height;
    bands[word] = { top, bottom };
    top = bottom;
  }
  return bands;
}

/** The lower end of a setting's bands, where the other words begin. */
function floorOf(bands: readonly (Band | undefined)[]): number {
  return Math.max(0, ...bands.map((band) => band?.bottom ?? 0));
}

/** Middle of a setting's column. */
export const centre = (on: number) => (on + 0.5) * pitch;

/**
 * Each word's ribbon through all settings, as high as its probability. Where the word has no number, its ribbon comes
 * out of the band of other words or goes back into it.
 */
export function ribbonPaths({ words, answered }: AttentionOffView): string[] {
  const columns = settings.map((on) => bandsAt(words, on));
  const floors = columns.map(floorOf);
  return words.map((_, word) => {
    const bands = columns.map((column) => column[word]);
    return runs(bands)
      .map(([first, last]) => ribbon(bands, first, last, { floors, answered }))
      .join('');
  });
}

/** First and last setting of each stretch in which the word has a number. */
function runs(bands: readonly unknown[]): [first: number, last: number][] {
  const found: [number, number][] = [];
  bands.forEach((band, on) => {
    if (band === undefined) return;
    if (bands[on - 1] === undefined) found.push([on, on]);
    else found.at(-1)![1] = on;
  });
  return found;
}

interface Ground {
  readonly floors: readonly number[];
  readonly answered: readonly boolean[];
}

function ribbon(bands: readonly (Band | undefined)[], first: number, last: number, ground: Ground): string {
  const stretch = settings.slice(first, last + 1);
  const begin = outside(first, -1, ground);
  const end = outside(last, 1, ground);
  const upper = [...begin, ...stretch.flatMap((on) => flat(on, bands[on]!.top)), ...end];
  const lower = [...begin, ...stretch.flatMap((on) => flat(on, bands[on]!.bottom)), ...end].reverse();
  return `${curve(upper, 'M')}${curve(lower, 'L')}Z`;
}

type Point = readonly [x: number, y: number];

/** Points of a level stretch in the middle of a column; in the outermost columns it reaches the edge. */
function flat(on: number, y: number): Point[] {
  const left = on === 0 ? 0 : centre(on) - level;
  const right = on === settings.length - 1 ? width : centre(on) + level;
  return [
    [left, y],
    [right, y],
  ];
}

/**
 * Where a ribbon without a number in the next column begins or ends: half-way there, at the edge of the other words.
 */
function outside(on: number, side: -1 | 1, { floors, answered }: Ground): Point[] {
  const next = on + side;
  if (!answered[next]) return [];
  return [[centre(on) + side * (pitch / 2), (floors[on]! + floors[next]!) / 2]];
}

/** A curve that is level within a column and bends evenly between two. */
function curve(points: readonly Point[], begin: 'M' | 'L'): string {
  const steps = points.map(([x, y], index) => {
    if (index === 0) return `${begin}${round(x)} ${round(y)}`;
    const [beforeX, beforeY] = points[index - 1]!;
    const middle = round((x + beforeX) / 2);
    return beforeY === y
      ? `H${round(x)}`
      : `C${middle} ${round(beforeY)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
  });
  return steps.join('');
}

const round = (value: number) => Math.round(value * 10) / 10;

/**
 * The place with the most room for the label of the other words, measured over a column and both its neighbours: the
 * column, and the middle as 0..1 of the drawing's height.
 */
export function roomOfOthers({ words, answered }: AttentionOffView): { readonly on: number; readonly y: number } {
  const floors = settings.map((on) => floorOf(bandsAt(words, on)));
  const inner = settings.slice(2, -2).filter((on) => answered[on]);
  const lowest = (on: number) => Math.max(floors[on - 1]!, floors[on]!, floors[on + 1]!);
  const on = inner.reduce((best, one) => (lowest(one) < lowest(best) ? one : best), inner[0] ?? 2);
  return { on, y: (lowest(on) + height) / 2 / height };
}
