/** A row of the position table, with its cosine to another row. */
export interface LikePosition {
  readonly position: number;
  /** -1..1 */
  readonly cosine: number;
}

/** The positions nearest to one, shown when the reader touches it. */
export type NearestPositions = readonly LikePosition[];

/** Number of positions that are listed for each. */
export const listed = 5;
/** Number of positions on each side of the table and of the picture, whose pixels are means of 2 x 2 pairs. */
export const positions = 512;
export const pictureSize = 256;
/** Number of levels of the picture's ink, which keep its file small. */
const grades = 12;

/** The positions most similar to `self`, without itself. @param row its cosines with all positions */
export function nearestPositions(row: ArrayLike<number>, self: number): NearestPositions {
  return Array.from(row, (cosine, position) => ({ position, cosine: Number(cosine.toPrecision(9)) }))
    .filter(({ position }) => position !== self)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, listed);
}

/**
 * Ink of each pixel, 0..255 in a few levels: the mean cosine of its pairs, and no ink where that is 0 or less.
 * @param cosines [size, size]
 * @param across pixels on a side
 */
export function likenessOpacity(cosines: ArrayLike<number>, size: number, across: number): Uint8Array {
  const side = size / across;
  return Uint8Array.from({ length: across * across }, (_, pixel) => {
    const [top, left] = [Math.floor(pixel / across) * side, (pixel % across) * side];
    let sum = 0;
    for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) sum += cosines[y * size + x]!;
    const mean = Math.max(0, sum / side ** 2);
    return Math.round((Math.round(mean * grades) / grades) * 255);
  });
}

/**
 * A request with enough tokens for all named positions, for `data-request`. Any words do, because the table does not
 * depend on them.
 */
export function requestFor(...named: readonly number[]): string {
  return JSON.stringify({ text: 'a '.repeat(Math.max(1, Math.max(...named) - 1)).trim() });
}
