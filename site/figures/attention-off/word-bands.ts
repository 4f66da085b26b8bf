import { type AttentionOffView, type FollowedWord, ranking, settings } from './attention-off.ts';

/** Units of the drawing: columns of 100, all probability 1,000 high. It is stretched to the place it gets. */
export const pitch = 100;
export const height = 1000;
export const width = pitch * settings.length;
/** A band is level so far to either side of its column's middle. */
const level = 17;

/** One word's share of a column, in units of the drawing from its top. */
interface Band {
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

/** Where the bands of a setting end and all other words begin. */
function floorOf(bands: readonly (Band | undefined)[]): number {
  return Math.max(0, ...bands.map((band) => band?.bottom ?? 0));
}

/** Middle of a setting's column. */
export const centre = (on: number) => (on + 0.5) * pitch;

/** Each word's ribbon through all settings: as high as its probability; it comes out of the other words and goes back to them. */
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

/** Level in the middle of its column; in the outermost ones to the edge. */
function flat(on: number, y: number): Point[] {
  const left = on === 0 ? 0 : centre(on) - level;
  const right = on === settings.length - 1 ? width : centre(on) + level;
  return [
    [left, y],
    [right, y],
  ];
}

/** Where a ribbon begins or ends that has no number in the next column: half-way, at the edge of all other words. */
function outside(on: number, side: -1 | 1, { floors, answered }: Ground): Point[] {
  const next = on + side;
  if (!answered[next]) return [];
  return [[centre(on) + side * (pitch / 2), (floors[on]! + floors[next]!) / 2]];
}

/** Level within a column, an even bend between two. */
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

/** Where all words that are not followed have most room, with that of both neighbours: its column, and its middle as 0..1 of the drawing's height. */
export function roomOfOthers({ words, answered }: AttentionOffView): { readonly on: number; readonly y: number } {
  const floors = settings.map((on) => floorOf(bandsAt(words, on)));
  const inner = settings.slice(1, -1).filter((on) => answered[on]);
  const lowest = (on: number) => Math.max(floors[on - 1]!, floors[on]!, floors[on + 1]!);
  const on = inner.reduce((best, one) => (lowest(one) < lowest(best) ? one : best), inner[0] ?? 1);
  return { on, y: (lowest(on) + height) / 2 / height };
}

/** A word written on its ribbon. */
export interface RibbonLabel {
  readonly word: number;
  readonly on: number;
  /** Its middle, 0..1 of the drawing's width and height. */
  readonly x: number;
  readonly y: number;
}

/** The place that a drawing gets, and the size of the letters in it, in CSS pixels. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  readonly letter: number;
  readonly line: number;
}

export const wideRoom: LabelRoom = { width: 820, height: 380, letter: 7.6, line: 15 };
export const narrowRoom: LabelRoom = { width: 310, height: 180, letter: 7, line: 13 };

/** Columns between two labels of one word, at least. */
const apart = 3;

/** Words where their bands are high enough for them, the highest first, none over another. */
export function ribbonLabels({ words }: AttentionOffView, room: LabelRoom): RibbonLabel[] {
  const columns = settings.map((on) => bandsAt(words, on));
  const places = columns.flatMap((bands, on) => bands.flatMap((band, word) => (band ? [{ word, on, band }] : [])));
  const size = ({ band }: { band: Band }) => band.bottom - band.top;
  const kept: RibbonLabel[] = [];
  for (const { word, on, band } of places.sort((a, b) => size(b) - size(a))) {
    if ((size({ band }) / height) * room.height < room.line) break;
    const half = halfWidth(words[word]!, room);
    const x = Math.min(1 - half, Math.max(half, centre(on) / width));
    const label = { word, on, x, y: (band.top + band.bottom) / 2 / height };
    // Only the whole model's word stands in the colour of its ribbon's ground: it must not stick out.
    if (word === 0 && !isOnRibbon(label, half, columns)) continue;
    if (!kept.some((other) => isTooNear(label, other, words, room))) kept.push(label);
  }
  return kept;
}

/** Half of a word's width, 0..1 of the drawing's. */
const halfWidth = ({ token }: FollowedWord, { letter, width: pixels }: LabelRoom) =>
  (token.length * letter) / 2 / pixels;

/** Whether the word's own band goes through the label's middle in every column that the label reaches into. */
function isOnRibbon({ word, x, y }: RibbonLabel, half: number, columns: readonly (Band | undefined)[][]): boolean {
  const columnAt = (at: number) => Math.min(settings.length - 1, Math.max(0, Math.floor(at * settings.length)));
  return columns.slice(columnAt(x - half), columnAt(x + half) + 1).every((bands) => {
    const band = bands[word];
    return band !== undefined && band.top <= y * height && y * height <= band.bottom;
  });
}

function isTooNear(a: RibbonLabel, b: RibbonLabel, words: readonly FollowedWord[], room: LabelRoom): boolean {
  if (a.word === b.word && Math.abs(a.on - b.on) < apart) return true;
  const halves = halfWidth(words[a.word]!, room) + halfWidth(words[b.word]!, room) + 4 / room.width;
  return Math.abs(a.x - b.x) < halves && Math.abs(a.y - b.y) * room.height < room.line;
}
