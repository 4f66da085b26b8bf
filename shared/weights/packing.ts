import { groupBytes, groupColumns, tileRows } from './weight-format.ts';

/**
 * Quantized values and their scales, between rows and columns and the tiles that the kernels read.
 * The byte layout is the table of weight-format.ts.
 */

/** A whole number format that is stored in tiles. */
export type TileFormat = keyof typeof groupBytes;

/** Columns of one row that stand side by side: what the kernel multiplies and sums at once. */
const columnsSideBySide: Readonly<Record<TileFormat, number>> = { int8: 2, int6: 4 };

/** Bytes of a vector, four of which int6 packs together. */
const vectorBytes = 16;
const quad = 4;
/** int6 is stored as v + 32, so that it has no sign. */
const int6Offset = 32;

/** Tiles of `rows` rows: ceil(rows / 8). */
export function tileCount(rows: number): number {
  return Math.ceil(rows / tileRows);
}

/** Groups of `columns` columns. @throws Error unless columns is a multiple of 64. */
export function groupCount(columns: number): number {
  if (columns > 0 && columns % groupColumns === 0) return columns / groupColumns;
  throw new Error(`quantized matrix: expected a multiple of ${groupColumns} columns, found ${columns}`);
}

/**
 * values int8 [rows, columns] -> bytes [tiles, groups, 512 for int8 | 384 for int6]; rows beyond the last hold zeros.
 * @throws Error on a wrong number of values, on columns that are no multiple of 64, on an int6 value outside -32..31.
 */
export function packTiles(values: Int8Array, rows: number, columns: number, format: TileFormat): Uint8Array {
  const groups = groupCount(columns);
  expectLength('values', values.length, rows * columns);
  const tiles = new Int8Array(tileCount(rows) * groups * groupBytes.int8);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      tiles[tileIndex(row, column, groups, columnsSideBySide[format])] = values[row * columns + column];
    }
  }
  return format === 'int8' ? new Uint8Array(tiles.buffer) : packInt6(tiles);
}

/**
 * bytes [tiles, groups, 512 | 384] -> values int8 [rows, columns]: undoes `packTiles`.
 * @throws Error on a wrong number of bytes, on columns that are no multiple of 64.
 */
export function unpackTiles(packed: Uint8Array, rows: number, columns: number, format: TileFormat): Int8Array {
  const groups = groupCount(columns);
  expectLength(`${format} bytes`, packed.length, tileCount(rows) * groups * groupBytes[format]);
  const tiles = format === 'int8' ? new Int8Array(packed) : unpackInt6(packed);
  const values = new Int8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = tiles[tileIndex(row, column, groups, columnsSideBySide[format])];
    }
  }
  return values;
}

/** scales [rows, groups] -> [tiles, groups, 8]; rows beyond the last have scale 0. */
export function packScales(scales: Uint16Array, rows: number, groups: number): Uint16Array {
  expectLength('scales', scales.length, rows * groups);
  const packed = new Uint16Array(tileCount(rows) * groups * tileRows);
  for (let row = 0; row < rows; row++) {
    for (let group = 0; group < groups; group++) packed[scaleIndex(row, group, groups)] = scales[row * groups + group];
  }
  return packed;
}

/** scales [tiles, groups, 8] -> [rows, groups]: undoes `packScales`. */
export function unpackScales(packed: Uint16Array, rows: number, groups: number): Uint16Array {
  expectLength('packed scales', packed.length, tileCount(rows) * groups * tileRows);
  const scales = new Uint16Array(rows * groups);
  for (let row = 0; row < rows; row++) {
    for (let group = 0; group < groups; group++) scales[row * groups + group] = packed[scaleIndex(row, group, groups)];
  }
  return scales;
}

function scaleIndex(row: number, group: number, groups: number): number {
  return (Math.floor(row / tileRows) * groups + group) * tileRows + (row % tileRows);
}

/**
 * Byte 16 p + 2 c + i of its group, for row c of its tile and column 2 p + i of its group; with four columns side by side
 * byte 32 p + 4 c + i, for column 4 p + i.
 */
function tileIndex(row: number, column: number, groups: number, side: number): number {
  const group = Math.floor(row / tileRows) * groups + Math.floor(column / groupColumns);
  const piece = Math.floor((column % groupColumns) / side);
  return group * groupBytes.int8 + (piece * tileRows + (row % tileRows)) * side + (column % side);
}

/** Four vectors a b c d of 16 bytes become 16 bytes of nibbles of a and b, 16 of c and d, 16 of the four upper two bits. */
function packInt6(tiles: Int8Array): Uint8Array {
  const packed = new Uint8Array((tiles.length * 3) / quad);
  for (let from = 0, to = 0; from < tiles.length; from += quad * vectorBytes, to += 3 * vectorBytes) {
    for (let k = 0; k < vectorBytes; k++) {
      const a = unsigned(tiles[from + k]);
      const b = unsigned(tiles[from + k + vectorBytes]);
      const c = unsigned(tiles[from + k + 2 * vectorBytes]);
      const d = unsigned(tiles[from + k + 3 * vectorBytes]);
      packed[to + k] = (a & 15) + 16 * (b & 15);
      packed[to + k + vectorBytes] = (c & 15) + 16 * (d & 15);
      packed[to + k + 2 * vectorBytes] = (a >> 4) + 4 * (b >> 4) + 16 * (c >> 4) + 64 * (d >> 4);
    }
  }
  return packed;
}

function unpackInt6(packed: Uint8Array): Int8Array {
  const tiles = new Int8Array((packed.length * quad) / 3);
  for (let from = 0, to = 0; to < tiles.length; from += 3 * vectorBytes, to += quad * vectorBytes) {
    for (let k = 0; k < vectorBytes; k++) {
      const ab = packed[from + k];
      const cd = packed[from + k + vectorBytes];
      const upper = packed[from + k + 2 * vectorBytes];
      tiles[to + k] = (ab & 15) + 16 * (upper & 3) - int6Offset;
      tiles[to + k + vectorBytes] = (ab >> 4) + 16 * ((upper >> 2) & 3) - int6Offset;
      tiles[to + k + 2 * vectorBytes] = (cd & 15) + 16 * ((upper >> 4) & 3) - int6Offset;
      tiles[to + k + 3 * vectorBytes] = (cd >> 4) + 16 * (upper >> 6) - int6Offset;
    }
  }
  return tiles;
}

function unsigned(value: number): number {
  if (value >= -int6Offset && value < int6Offset) return value + int6Offset;
  throw new Error(`int6 values: expected -32 to 31, found ${value}`);
}

function expectLength(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`);
}
