/**
 * Paints one pixel for each cell, with opacity |cell| of 255. A signed scale has the theme's colours of positive and
 * negative numbers, otherwise that of weights. The browser enlarges the pixels.
 * @param cells [rows, columns], 0..255, or -255..255 where they are signed
 */
export function paintCells(canvas: HTMLCanvasElement, cells: Cells, columns: number, isSigned: boolean): void {
  // The canvas is read and written pixel by pixel, which is slow on a graphics card.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  canvas.width = columns;
  canvas.height = cells.length / columns;
  const above = inkOf(canvas, context, isSigned ? '--positive' : '--weight');
  const below = isSigned ? inkOf(canvas, context, '--negative') : above;
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  cells.forEach((cell, pixel) => {
    pixels[pixel] = ((Math.abs(cell) << 24) | (cell < 0 ? below : above)) >>> 0;
  });
  context.putImageData(image, 0, 0);
}

export type Cells = Uint8Array | Int16Array;

/** A theme's colour as 0xBBGGRR, resolved by the browser and read from the canvas. */
function inkOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, name: string): number {
  canvas.style.color = `var(${name})`;
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return (blue << 16) | (green << 8) | red;
}
