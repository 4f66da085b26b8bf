/**
 * Paints one pixel a cell, opacity |strength|: on a signed scale in the positive and negative inks of the theme, else in
 * the weight's ink. The browser enlarges the pixels.
 * @param strengths [rows, columns], -1..1
 */
export function paintStrengths(
  canvas: HTMLCanvasElement,
  strengths: Float32Array,
  columns: number,
  isSigned: boolean,
): void {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  canvas.width = columns;
  canvas.height = strengths.length / columns;
  const above = inkOf(canvas, context, isSigned ? '--positive' : '--weight');
  const below = inkOf(canvas, context, '--negative');
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let cell = 0; cell < strengths.length; cell++) {
    const strength = strengths[cell]!;
    const opacity = Math.round(255 * Math.min(1, Math.abs(strength)));
    pixels[cell] = ((opacity << 24) | (strength < 0 ? below : above)) >>> 0;
  }
  context.putImageData(image, 0, 0);
}

/** A theme's colour as 0xBBGGRR: the browser resolves it, the canvas reads the result. */
function inkOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, name: string): number {
  canvas.style.color = `var(${name})`;
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return (blue << 16) | (green << 8) | red;
}
