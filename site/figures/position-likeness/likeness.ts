/** A row of the table and how much its vector resembles another's. */
export interface LikePosition {
  readonly position: number;
  /** -1..1 */
  readonly cosine: number;
}

/** What the picture says of one position when it is touched. */
export type NearestPositions = readonly LikePosition[];

/** Positions listed for each. */
export const listed = 5;
/** Positions on a side, of the table and of the picture: a pixel is the mean of 2 x 2 pairs. */
export const positions = 512;
export const pictureSize = 256;
/** Grades of the picture's ink. */
const grades = 12;

/** The positions most like one, without itself. @param row cosines with all positions */
export function nearestPositions(row: ArrayLike<number>, self: number): NearestPositions {
  return Array.from(row, (cosine, position) => ({ position, cosine: Number(cosine.toPrecision(9)) }))
    .filter(({ position }) => position !== self)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, listed);
}

/**
 * Ink of each pixel, 0..255 in a few grades: the mean cosine of the pairs in it; nothing where that is 0 or less.
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

/** A text with all the positions that are named, for `data-request`: any words do, the table does not depend on them. */
export function requestFor(...named: readonly number[]): string {
  return JSON.stringify({ text: 'a '.repeat(Math.max(1, Math.max(...named) - 1)).trim() });
}
