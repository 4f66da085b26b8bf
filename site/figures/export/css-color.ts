/** A colour in the form that every SVG program reads. */
export interface SvgColor {
  /** #rrggbb */
  readonly color: string;
  /** 0..1 */
  readonly opacity: number;
}

/**
 * Reads any computed CSS colour, including `color(srgb ...)` and `oklab(...)`; undefined for a colour that is fully
 * transparent.
 */
export function readColor(css: string): SvgColor | undefined {
  const pixel = pixelOf(css);
  if (pixel[3] === 0) return undefined;
  const hex = Array.from(pixel.subarray(0, 3), (byte) => byte.toString(16).padStart(2, '0'));
  return { color: `#${hex.join('')}`, opacity: Number((pixel[3]! / 255).toFixed(3)) };
}

const known = new Map<string, Uint8ClampedArray>();
let context: CanvasRenderingContext2D | null | undefined;

/** Lets the browser resolve the colour, by painting one pixel with it. */
function pixelOf(css: string): Uint8ClampedArray {
  const before = known.get(css);
  if (before) return before;
  context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('expected a browser with a 2D canvas, found none');
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const pixel = context.getImageData(0, 0, 1, 1).data;
  known.set(css, pixel);
  return pixel;
}
