import { type PlacedWord, sentenceSize } from './sentence-lines.ts';

/** Above a line without arcs; above one with an arc, by its width; under a line, with its bars. */
export const room = { plain: 20, arc: 30, perPixel: 0.13, least: 14, most: 52, loop: 18, under: 11 } as const;
/** Height of the letters above their baseline. */
export const letters = 14;
/** How far beside the lines an arc runs that has to pass some of them, and how round its corners are. */
const beside = 8;
const corner = 7;

/** A line from word to word with a head where it ends. */
export interface ArcPath {
  readonly path: string;
  readonly head: string;
}

/** Where each line stands, in pixels, so that the arcs have their room above it. */
export function baselinesOf(
  placed: readonly PlacedWord[],
  arcs: readonly (readonly [number, number])[],
): readonly number[] {
  const heights = Array<number>(placed.at(-1)!.line + 1).fill(room.plain);
  for (const [a, b] of arcs) {
    const [one, other] = [placed[a]!, placed[b]!];
    const [first, last] = [Math.min(one.line, other.line), Math.max(one.line, other.line)];
    const isOne = first === last;
    const height = isOne ? riseOf(one, other) + letters + 8 : room.arc + letters;
    // From line to line an arc leaves and arrives in the gaps that face each other.
    for (const line of isOne ? [last] : [first + 1, last]) heights[line] = Math.max(heights[line]!, height);
  }
  let bottom = 0;
  return heights.map((height) => {
    const baseline = bottom + height;
    bottom = baseline + room.under;
    return baseline;
  });
}

const centreOf = ({ left, width }: PlacedWord) => round(left + width / 2);

function riseOf(a: PlacedWord, b: PlacedWord): number {
  if (a === b) return room.loop;
  return Math.min(room.most, room.least + room.perPixel * Math.abs(centreOf(a) - centreOf(b)));
}

/**
 * Within a line over its words, to itself as a loop; to the next line or the one before through the gap between; past
 * other lines beside them, so that it crosses no word.
 * @param lifted pixels that it is farther out, where a second arc starts at the same word
 */
export function arcBetween(a: PlacedWord, b: PlacedWord, baselines: readonly number[], lifted = 0): ArcPath {
  if (a === b) return loopAt(a, baselines);
  if (a.line === b.line) return withinLine(a, b, baselines, lifted);
  return Math.abs(a.line - b.line) === 1 ? toNeighbour(a, b, baselines) : pastLines(a, b, baselines, lifted);
}

const topOf = ({ line }: PlacedWord, baselines: readonly number[]) => round(baselines[line]! - letters);
const underOf = ({ line }: PlacedWord, baselines: readonly number[]) => round(baselines[line]! + room.under - 2);

function loopAt(word: PlacedWord, baselines: readonly number[]): ArcPath {
  const [x, y] = [centreOf(word), topOf(word, baselines)];
  const peak = round(y - (room.loop * 4) / 3);
  const [from, to] = [round(x - 5), round(x + 5)];
  return {
    path: `M${from} ${y}C${round(x - 16)} ${peak} ${round(x + 16)} ${peak} ${to} ${y - 4}`,
    head: arrowhead(to, y, 1),
  };
}

function withinLine(a: PlacedWord, b: PlacedWord, baselines: readonly number[], lifted: number): ArcPath {
  const [x, end, y] = [centreOf(a), centreOf(b), topOf(a, baselines)];
  const peak = round(y - (riseOf(a, b) * 4) / 3 - lifted);
  return { path: `M${x} ${y}C${x} ${peak} ${end} ${peak} ${end} ${y - 4}`, head: arrowhead(end, y, 1) };
}

/** Out of the side of a word that faces the other, into the side of that one that faces it. */
function endsOf(a: PlacedWord, b: PlacedWord, baselines: readonly number[]) {
  const isDown = b.line > a.line;
  return isDown
    ? ({ down: 1, y: underOf(a, baselines), tip: topOf(b, baselines) } as const)
    : ({ down: -1, y: topOf(a, baselines), tip: underOf(b, baselines) } as const);
}

function toNeighbour(a: PlacedWord, b: PlacedWord, baselines: readonly number[]): ArcPath {
  const { down, y, tip } = endsOf(a, b, baselines);
  const [x, end, bend] = [centreOf(a), centreOf(b), round(y + (tip - y) / 2)];
  return {
    path: `M${x} ${y}C${x} ${bend} ${end} ${bend} ${end} ${tip - 4 * down}`,
    head: arrowhead(end, tip, down),
  };
}

function pastLines(a: PlacedWord, b: PlacedWord, baselines: readonly number[], lifted: number): ArcPath {
  const { down, y, tip } = endsOf(a, b, baselines);
  const [x, end] = [centreOf(a), centreOf(b)];
  const isLeft = x + end < 2 * sentenceSize.width - x - end;
  const side = isLeft ? -beside - lifted : sentenceSize.width + beside + lifted;
  const [leaves, arrives] = [gapAbove(down === 1 ? a.line + 1 : a.line), gapAbove(down === 1 ? b.line : b.line + 1)];
  function gapAbove(line: number): number {
    return round((baselines[line - 1]! + room.under + baselines[line]! - letters) / 2 - lifted / 2);
  }
  const corners = [
    [x, leaves],
    [side, leaves],
    [side, arrives],
    [end, arrives],
  ] as const;
  return { path: rounded([x, y], corners, [end, tip - 4 * down]), head: arrowhead(end, tip, down) };
}

type Point = readonly [number, number];

/** Straight from corner to corner, each of them round. */
function rounded(start: Point, corners: readonly Point[], end: Point): string {
  const points = [start, ...corners, end];
  const bends = corners.map((at, index) => {
    const [into, out] = [towards(at, points[index]!), towards(at, points[index + 2]!)];
    return `L${into.join(' ')}Q${at.join(' ')} ${out.join(' ')}`;
  });
  return `M${start.join(' ')}${bends.join('')}L${end.join(' ')}`;
}

/** The point that is a corner's radius away, or half the way where that is less. */
function towards([x, y]: Point, [toX, toY]: Point): Point {
  const length = Math.hypot(toX - x, toY - y);
  const part = length === 0 ? 0 : Math.min(corner, length / 2) / length;
  return [round(x + (toX - x) * part), round(y + (toY - y) * part)];
}

function arrowhead(x: number, tip: number, down: 1 | -1): string {
  return `M${x} ${tip}l-4.5 ${-7 * down}h9z`;
}

/** Tenths of a pixel are finer than a screen. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
