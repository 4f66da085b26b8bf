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

/**
 * An arc between two positions, 0..1: above the line to the right, below it to the left. An arc from a token to itself
 * is a small loop above.
 */
export function arcPath(from: number, to: number): string {
  const [x, end] = [Math.round(from * width), Math.round(to * width)];
  if (x === end) return `M${x} ${line}C${x - 22} ${line - 60} ${x + 22} ${line - 60} ${x} ${line}`;
  const rise = Math.round(250 * Math.sqrt(Math.abs(to - from)));
  const top = to > from ? line - rise : line + rise;
  return `M${x} ${line}C${x} ${top} ${end} ${top} ${end} ${line}`;
}

/** Smaller weights are not printed, and at most so many are. */
const leastPrinted = 0.05;
const mostPrinted = 5;
/** Least distance between two numbers, 0..1, so that they do not touch. */
const apart = 0.065;

/** Indices of tokens whose weight is printed: those with the largest weights that do not overlap. */
export function printedKeys(row: readonly number[], centres: readonly number[]): number[] {
  const ranked = row.flatMap((weight, key) => (weight < leastPrinted ? [] : [key])).sort((a, b) => row[b]! - row[a]!);
  const kept: number[] = [];
  for (const key of ranked) {
    const isFree = kept.every((other) => Math.abs(centres[other]! - centres[key]!) >= apart);
    if (isFree && kept.length < mostPrinted) kept.push(key);
  }
  return kept;
}
