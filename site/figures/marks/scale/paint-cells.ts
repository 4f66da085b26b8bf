/**
 * Paints one pixel a cell, opacity |cell| of 255: on a signed scale in the positive and negative inks of the theme, else in
 * the weight's ink. The browser enlarges the pixels.
 * @param cells [rows, columns], 0..255, or -255..255 where they are signed
 */
export function paintCells(canvas: HTMLCanvasElement, cells: Cells, columns: number, isSigned: boolean): void {
  // Read from and written to as pixels only: on a graphics card the reading would take longer than all the rest.
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

/** A theme's colour as 0xBBGGRR: the browser resolves it, the canvas reads the result. */
function inkOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, name: string): number {
  canvas.style.color = `var(${name})`;
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return (blue << 16) | (green << 8) | red;
}
