/**
 * Paints opacities on a canvas in its own text colour, `zoom` device pixels a cell.
 * @param opacity [height, width], 0..255
 */
export function paintWeights(canvas: HTMLCanvasElement, opacity: Uint8Array, width: number, zoom: number): void {
  const height = opacity.length / width;
  // Read from and written to as pixels only: on a graphics card the reading would take longer than all the rest.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  canvas.width = width * zoom;
  canvas.height = height * zoom;
  const [red, green, blue] = inkOf(canvas, context);
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = image.data;
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
    const row = Math.floor(pixel / canvas.width / zoom);
    const column = Math.floor((pixel % canvas.width) / zoom);
    pixels.set([red, green, blue, opacity[row * width + column]!], pixel * 4);
  }
  context.putImageData(image, 0, 0);
}

/** The canvas's CSS colour as bytes: the browser resolves themes and colour functions, the canvas reads the result. */
function inkOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): [number, number, number] {
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
