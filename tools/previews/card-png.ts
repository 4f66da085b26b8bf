import { renderAsync } from '@resvg/resvg-js';
import { indexedPng } from '../../site/first-paint/png.ts';
import { font } from './svg-text.ts';

/** A card as a PNG of at most 128 colours, which is a third of the bytes of one of all colours. */
export async function cardPng(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, { font });
  const { indices, palette } = indexed(image.pixels);
  return indexedPng(indices, image.width, image.height, palette, [], level);
}

type Rgb = readonly [number, number, number];

/** Of each channel, in the count of colours: differences that nobody sees need no colour of their own. */
const bits = 6;
const less = 8 - bits;

/** A palette of the colours, and for every pixel the nearest of it. Cards are opaque: their alpha is left out. */
function indexed(pixels: Uint8Array): { indices: Uint8Array; palette: Rgb[] } {
  const colours = new Uint32Array(pixels.length / 4);
  const counts = new Uint32Array(1 << (3 * bits));
  const firstOf = new Uint32Array(counts.length);
  for (let at = 0; at < colours.length; at++) {
    const byte = 4 * at;
    const [red, green, blue] = [pixels[byte]! >> less, pixels[byte + 1]! >> less, pixels[byte + 2]! >> less];
    const colour = (red << (2 * bits)) | (green << bits) | blue;
    colours[at] = colour;
    // The first of the colours that are counted as one stands for them, so that plain fields keep their own.
    if (counts[colour]!++ === 0) firstOf[colour] = (pixels[byte]! << 16) | (pixels[byte + 1]! << 8) | pixels[byte + 2]!;
  }
  const found = [...counts.keys()].filter((colour) => counts[colour]! > 0);
  const palette = fewest(found.toSorted((a, b) => counts[b]! - counts[a]!).map((colour) => rgbOf(firstOf[colour]!)));
  const indexOf = new Uint8Array(counts.length);
  for (const colour of found) indexOf[colour] = nearest(palette, rgbOf(firstOf[colour]!));
  const indices = new Uint8Array(colours.length);
  for (let at = 0; at < indices.length; at++) indices[at] = indexOf[colours[at]!]!;
  return { indices, palette };
}

const paletteSize = 128;

/** Least distances between two colours of a palette, in steps of a channel. */
const distances = [4, 8, 12, 16, 20, 24, 32, 48, 64];

/**
 * Colours from the commonest on, none nearer to another than the least distance with which they are few enough: a colour
 * that is rare and unlike all others, such as the end of a scale, stays.
 */
function fewest(colours: readonly Rgb[]): Rgb[] {
  for (const distance of distances) {
    const palette: Rgb[] = [];
    for (const colour of colours) {
      const near = palette[nearest(palette, colour)];
      if (!near || apart(near, colour) >= distance ** 2) palette.push(colour);
      if (palette.length > paletteSize) break;
    }
    if (palette.length <= paletteSize) return palette;
  }
  return colours.slice(0, paletteSize);
}

/** The square of the distance of two colours. */
const apart = ([r, g, b]: Rgb, [red, green, blue]: Rgb) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;

/** Level 9 saves about one byte in twenty, and takes about ten times as long. */
const level = 6;

const rgbOf = (colour: number): Rgb => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];

function nearest(palette: readonly Rgb[], colour: Rgb): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let index = 0; index < palette.length; index++) {
    const distance = apart(palette[index]!, colour);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
