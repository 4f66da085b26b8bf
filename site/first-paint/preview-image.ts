/** Size in pixels of the picture in link previews. */
export const previewSize = { width: 1200, height: 630 } as const;

/** A picture in cells, whose ink is 0..255: [rows, columns]. */
export interface CellPicture {
  readonly steps: Uint8Array;
  readonly columns: number;
}

/** Two pictures side by side, with cells of as many whole pixels as fit: the ink of each pixel, [height, width]. */
export function previewPixels(left: CellPicture, right: CellPicture): Uint8Array {
  const { width, height } = previewSize;
  const pixels = new Uint8Array(width * height);
  [left, right].forEach((picture, index) => {
    drawCells(pixels, picture, (width * (2 * index + 1)) / 4);
  });
  return pixels;
}

function drawCells(pixels: Uint8Array, { steps, columns }: CellPicture, center: number): void {
  const { width, height } = previewSize;
  const rows = steps.length / columns;
  const cell = Math.floor((height - 60) / Math.max(rows, columns));
  const [left, top] = [Math.round(center - (cell * columns) / 2), Math.round((height - cell * rows) / 2)];
  steps.forEach((step, index) => {
    const x = left + (index % columns) * cell;
    const y = top + Math.floor(index / columns) * cell;
    for (let line = y; line < y + cell; line++) pixels.fill(step, line * width + x, line * width + x + cell);
  });
}
