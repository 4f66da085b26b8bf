import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packScales, packTiles, unpackScales, unpackTiles } from '../../../shared/weights/packing.ts';

const matrix = (least: number, most: number) =>
  fc
    .record({ rows: fc.integer({ min: 1, max: 27 }), groups: fc.integer({ min: 1, max: 3 }) })
    .chain(({ rows, groups }) => {
      const size = rows * groups * 64;
      const values = fc.array(fc.integer({ min: least, max: most }), { minLength: size, maxLength: size });
      return fc.record({ rows: fc.constant(rows), columns: fc.constant(groups * 64), values });
    });

describe.each([
  { format: 'int8', least: -128, most: 127, groupBytes: 512 },
  { format: 'int6', least: -32, most: 31, groupBytes: 384 },
] as const)('$format tiles', ({ format, least, most, groupBytes }) => {
  test('unpacked, they are the values that were packed, in any number of rows and groups', () => {
    fc.assert(
      fc.property(matrix(least, most), ({ rows, columns, values }) => {
        const packed = packTiles(Int8Array.from(values), rows, columns, format);
        expect(packed.length).toBe((Math.ceil(rows / 8) * columns * groupBytes) / 64);
        expect([...unpackTiles(packed, rows, columns, format)]).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  test('the rows that fill up the last tile are zeros', () => {
    const padded = unpackTiles(packTiles(new Int8Array(3 * 64).fill(most), 3, 64, format), 8, 64, format);
    expect([...padded.subarray(0, 3 * 64)]).toEqual(Array(3 * 64).fill(most));
    expect([...padded.subarray(3 * 64)]).toEqual(Array(5 * 64).fill(0));
  });

  test('columns that are no multiple of 64 are refused', () => {
    expect(() => packTiles(new Int8Array(65), 1, 65, format)).toThrow('expected a multiple of 64 columns, found 65');
  });

  test('a wrong number of values or bytes is refused', () => {
    expect(() => packTiles(new Int8Array(64), 2, 64, format)).toThrow('values: expected 128, found 64');
    expect(() => unpackTiles(new Uint8Array(7), 1, 64, format)).toThrow(
      `${format} bytes: expected ${groupBytes}, found 7`,
    );
  });
});

test('int8: byte 16 p + 2 c + i of a group is row c, column 2 p + i', () => {
  const [rows, columns] = [16, 128];
  for (const [row, column] of [
    [0, 0],
    [1, 0],
    [7, 63],
    [9, 2],
    [15, 127],
  ]) {
    const values = new Int8Array(rows * columns);
    values[row * columns + column] = -5;
    const packed = packTiles(values, rows, columns, 'int8');
    const group = (row >> 3) * 2 + (column >> 6);
    const byte = 16 * ((column & 63) >> 1) + 2 * (row & 7) + (column & 1);
    expect(packed.findIndex((value) => value !== 0)).toBe(group * 512 + byte);
    expect(packed[group * 512 + byte]).toBe(256 - 5);
  }
});

test('int6: four times 16 bytes a b c d are v + 32 in two planes of nibbles and one of upper bits', () => {
  const values = new Int8Array(8 * 64);
  // Columns 9 and 13 of rows 1 and 5: byte 5 of each, the second 64 bytes.
  const [a, b, c, d] = [-32, -1, 5, 31];
  values[1 * 64 + 9] = a;
  values[5 * 64 + 9] = b;
  values[1 * 64 + 13] = c;
  values[5 * 64 + 13] = d;
  const packed = packTiles(values, 8, 64, 'int6');
  const stored = [a, b, c, d].map((value) => value + 32);
  expect(packed[48 + 5]).toBe((stored[0] & 15) + 16 * (stored[1] & 15));
  expect(packed[48 + 16 + 5]).toBe((stored[2] & 15) + 16 * (stored[3] & 15));
  const upper = stored.map((value) => value >> 4);
  expect(packed[48 + 32 + 5]).toBe(upper[0] + 4 * upper[1] + 16 * upper[2] + 64 * upper[3]);
});

test('int6: zeros are stored as 32, so nibbles are 0 and upper bits 2', () => {
  const packed = packTiles(new Int8Array(64), 1, 64, 'int6');
  expect([...packed.subarray(0, 48)]).toEqual([...Array(32).fill(0), ...Array(16).fill(0b10101010)]);
});

test.each([-33, 32])('int6: the value %i does not fit and is refused', (value) => {
  const values = new Int8Array(64);
  values[63] = value;
  expect(() => packTiles(values, 1, 64, 'int6')).toThrow(`expected -32 to 31, found ${value}`);
});

test('scales stand eight rows together for each group, zeros beyond the last row', () => {
  const scales = Uint16Array.from({ length: 9 * 2 }, (_, k) => k + 1);
  const packed = packScales(scales, 9, 2);
  expect([...packed.subarray(0, 8)]).toEqual([1, 3, 5, 7, 9, 11, 13, 15]);
  expect([...packed.subarray(8, 16)]).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
  expect([...packed.subarray(16)]).toEqual([17, ...Array(7).fill(0), 18, ...Array(7).fill(0)]);
  expect([...unpackScales(packed, 9, 2)]).toEqual([...scales]);
});
