/** Size of the drawing, which is stretched to its place. The words stand on the line in its middle. */
export const width = 1000;
export const height = 400;
const line = height / 2;

/** Middle of each word, 0..1 of the width; words have room in proportion to their letters. */
export function wordCentres(texts: readonly string[]): number[] {
  const rooms = texts.map((text) => Math.max(1.5, text.length) + 1.2);
  const total = rooms.reduce((sum, room) => sum + room, 0);
  let before = 0;
  return rooms.map((room) => {
    before += room;
    return (before - room / 2) / total;
  });
}

/** Height of a loop's controls; a cubic's top is at three quarters of its controls. */
const loop = 60;
const ofControls = 0.75;

/**
 * An arc between two positions, 0..1: above the line to the right, below it to the left. An arc from a token to itself
 * is a small loop above.
 */
export function arcPath(from: number, to: number): string {
  const [x, end] = [Math.round(from * width), Math.round(to * width)];
  if (x === end) return `M${x} ${line}C${x - 22} ${line - loop} ${x + 22} ${line - loop} ${x} ${line}`;
  const top = line - rise(from, to);
  return `M${x} ${line}C${x} ${top} ${end} ${top} ${end} ${line}`;
}

/** How far the controls of an arc are above the line; below it, where negative. */
function rise(from: number, to: number): number {
  return Math.round(250 * Math.sqrt(Math.abs(to - from))) * Math.sign(to - from);
}

/** The bar of a resting weight: it stands on the line, and a weight of 1 reaches the upper edge. */
export function restTop(share: number): number {
  return line - share * (line - 4);
}

/** A number written on the top of an arc or of a bar. */
export interface ArcLabel {
  /** Index of the token that gets the weight. */
  readonly key: number;
  /** 0..1 of the drawing's width and height. */
  readonly x: number;
  readonly y: number;
}

/** At most so many numbers are printed. */
const mostPrinted = 5;
/** Least distance between two numbers that stand at one height, 0..1 of the width, and at one place, of the height. */
const apart = { x: 0.075, y: 0.12 };

/**
 * The numbers of one token's weights: the largest that do not overlap, each where its arc or bar is highest.
 * @param keys indices of tokens whose weight is drawn
 * @param resting those of them that have a bar
 */
export function arcLabels(
  row: readonly number[],
  centres: readonly number[],
  { token, keys, resting }: { token: number; keys: readonly number[]; resting: readonly number[] },
): ArcLabel[] {
  const kept: ArcLabel[] = [];
  for (const key of keys.toSorted((a, b) => row[b]! - row[a]!)) {
    const label = {
      key,
      ...(resting.includes(key) ? barTop(row[key]!, centres[key]!) : arcTop(centres[token]!, centres[key]!)),
    };
    const isFree = kept.every(({ x, y }) => Math.abs(x - label.x) >= apart.x || Math.abs(y - label.y) >= apart.y);
    if (isFree && kept.length < mostPrinted) kept.push(label);
  }
  return kept;
}

function barTop(share: number, centre: number) {
  return { x: centre, y: restTop(share) / height };
}

function arcTop(from: number, to: number) {
  const up = from === to ? loop : rise(from, to);
  return { x: (from + to) / 2, y: (line - ofControls * up) / height };
}
