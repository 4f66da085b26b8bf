import { groupBytes, groupColumns, tileRows } from './weight-format.ts';

/**
 * Quantized values and their scales, between rows and columns and the tiles that the kernels read.
 * The byte layout is the table of weight-format.ts.
 */

/** A whole number format that is stored in tiles. */
export type TileFormat = keyof typeof groupBytes;

/** Rows of a pair of columns: 8 rows x 2 columns, one byte each before int6 is packed. */
const pairBytes = tileRows * 2;
/** Pairs of columns in a group. */
const pairs = groupColumns / 2;
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
  const packed = new Uint8Array(tileCount(rows) * groups * groupBytes[format]);
  const bytes = new Uint8Array(groupBytes.int8);
  for (let block = 0; block * groupBytes[format] < packed.length; block++) {
    const firstRow = Math.floor(block / groups) * tileRows;
    gatherGroup(values, firstRow, rows, columns, block % groups, bytes);
    const target = packed.subarray(block * groupBytes[format], (block + 1) * groupBytes[format]);
    if (format === 'int8') target.set(bytes);
    else packInt6(bytes, target);
  }
  return packed;
}

/**
 * bytes [tiles, groups, 512 | 384] -> values int8 [rows, columns]: undoes `packTiles`.
 * @throws Error on a wrong number of bytes, on columns that are no multiple of 64.
 */
export function unpackTiles(packed: Uint8Array, rows: number, columns: number, format: TileFormat): Int8Array {
  const groups = groupCount(columns);
  expectLength(`${format} bytes`, packed.length, tileCount(rows) * groups * groupBytes[format]);
  const values = new Int8Array(rows * columns);
  const bytes = new Uint8Array(groupBytes.int8);
  for (let block = 0; block * groupBytes[format] < packed.length; block++) {
    const source = packed.subarray(block * groupBytes[format], (block + 1) * groupBytes[format]);
    if (format === 'int8') bytes.set(source);
    else unpackInt6(source, bytes);
    scatterGroup(bytes, values, Math.floor(block / groups) * tileRows, rows, columns, block % groups);
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

/** One group of one tile: bytes[16 p + 2 c + i] = values[firstRow + c, 64 group + 2 p + i]. */
function gatherGroup(
  values: Int8Array,
  firstRow: number,
  rows: number,
  columns: number,
  group: number,
  bytes: Uint8Array,
): void {
  bytes.fill(0);
  for (let c = 0; c < Math.min(tileRows, rows - firstRow); c++) {
    const start = (firstRow + c) * columns + group * groupColumns;
    for (let column = 0; column < groupColumns; column++) bytes[byteIndex(c, column)] = values[start + column];
  }
}

function scatterGroup(
  bytes: Uint8Array,
  values: Int8Array,
  firstRow: number,
  rows: number,
  columns: number,
  group: number,
): void {
  for (let c = 0; c < Math.min(tileRows, rows - firstRow); c++) {
    const start = (firstRow + c) * columns + group * groupColumns;
    for (let column = 0; column < groupColumns; column++) values[start + column] = bytes[byteIndex(c, column)];
  }
}

function byteIndex(c: number, column: number): number {
  return pairBytes * (column >> 1) + 2 * c + (column & 1);
}

/** Four pairs a b c d of 16 bytes become 16 bytes of nibbles of a and b, 16 of c and d, 16 of the four upper two bits. */
function packInt6(bytes: Uint8Array, packed: Uint8Array): void {
  for (let quad = 0; quad < pairs / 4; quad++) {
    for (let k = 0; k < pairBytes; k++) {
      const from = quad * 4 * pairBytes + k;
      const to = quad * 3 * pairBytes + k;
      const [a, b, c, d] = [0, 1, 2, 3].map((pair) => int6(bytes[from + pair * pairBytes]));
      packed[to] = (a & 15) | ((b & 15) << 4);
      packed[to + pairBytes] = (c & 15) | ((d & 15) << 4);
      packed[to + 2 * pairBytes] = (a >> 4) | ((b >> 4) << 2) | ((c >> 4) << 4) | ((d >> 4) << 6);
    }
  }
}

function unpackInt6(packed: Uint8Array, bytes: Uint8Array): void {
  for (let quad = 0; quad < pairs / 4; quad++) {
    for (let k = 0; k < pairBytes; k++) {
      const from = quad * 3 * pairBytes + k;
      const nibbles = [packed[from], packed[from] >> 4, packed[from + pairBytes], packed[from + pairBytes] >> 4];
      const upper = packed[from + 2 * pairBytes];
      for (let pair = 0; pair < 4; pair++) {
        const value = (nibbles[pair] & 15) | (((upper >> (2 * pair)) & 3) << 4);
        bytes[(quad * 4 + pair) * pairBytes + k] = value - int6Offset;
      }
    }
  }
}

/** A two's complement byte in -32..31 as v + 32. */
function int6(byte: number): number {
  const value = ((byte << 24) >> 24) + int6Offset;
  if (value >= 0 && value < 64) return value;
  throw new Error(`int6 values: expected -32 to 31, found ${value - int6Offset}`);
}

function expectLength(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`);
}
