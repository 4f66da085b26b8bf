import { crc32, deflateSync } from 'node:zlib';

const signature = [137, 80, 78, 71, 13, 10, 26, 10];
const indexedColor = 3;

type Rgb = readonly [number, number, number];

const black: Rgb = [0, 0, 0];

/**
 * An indexed PNG of black pixels, whose palette index is their opacity 0..255. It serves as a mask, so that one picture
 * works in every theme.
 * @param opacity [height, width]
 */
export function opacityPng(opacity: Uint8Array, width: number, height: number): Uint8Array {
  const everyOpacity = Array.from({ length: 256 }, (_, index) => index);
  return indexedPng(opacity, width, height, Array<Rgb>(256).fill(black), everyOpacity);
}

/**
 * An indexed PNG. https://www.w3.org/TR/png-3/
 * @param pixels [height, width], indices of the palette
 * @param opacities of the palette's colours, 0..255; opaque where absent
 * @param level of compression, 9 for the fewest bytes
 */
export function indexedPng(
  pixels: Uint8Array,
  width: number,
  height: number,
  palette: readonly Rgb[],
  opacities: readonly number[] = [],
  level = 9,
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, indexedColor, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from(signature),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    ...(opacities.length > 0 ? [chunk('tRNS', Buffer.from(opacities))] : []),
    chunk('IDAT', deflateSync(scanLines(pixels, width, height), { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The lines of pixels, each after its filter byte, 0 for no filter. */
function scanLines(pixels: Uint8Array, width: number, height: number): Buffer {
  const lines = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++) {
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
