// Activations -> int16, one scale a row: scale = max |x| / 32767, q = round(x / scale).
// 16 bits because BERT's feed-forward inputs have outliers that 8 bits cannot carry.
//
// Written as `linear` reads: four rows form a block in which their pairs of inputs stand side by side,
// [size / 2 pairs, 4 rows, 2].

import { largestMagnitude } from './largest-magnitude';
import { roundFour, scaled } from './round';

/** One row into its place of a block. */
function quantizeRow(x: usize, size: usize, inverse: v128, q: usize): void {
  for (let end = x + size * 4; x < end; x += 32) {
    const pairs = i16x8.narrow_i32x4_s(roundFour(scaled(x, inverse)), roundFour(scaled(x + 16, inverse)));
    v128.store_lane<u32>(q, pairs, 0);
    v128.store_lane<u32>(q, pairs, 1, 16);
    v128.store_lane<u32>(q, pairs, 2, 32);
    v128.store_lane<u32>(q, pairs, 3, 48);
    q += 64;
  }
}

/** Where row `row` of a matrix begins in blocks of four. */
function placeOf(q: usize, row: usize, size: usize): usize {
  return q + (row >> 2) * size * 8 + (row & 3) * 4;
}

/**
 * q int16 [ceil(rows / 4), size / 2, 4, 2] and scales f32 [rows] of x f32 [rows, size], size a multiple of 8.
 * Rows up to the next multiple of 4 are zeroed: `linear` works on four at a time.
 */
export function quantizeRows(x: usize, rows: usize, size: usize, q: usize, scales: usize): void {
  const whole = (rows + 3) & ~3;
  if (rows < whole) memory.fill(placeOf(q, rows & ~3, size), 0, size * 8);
  memory.fill(scales + rows * 4, 0, (whole - rows) * 4);
  for (let row: usize = 0; row < rows; row++) {
    const largest = largestMagnitude(x, size);
    store<f32>(scales + row * 4, largest / 32767);
    quantizeRow(x, size, f32x4.splat(largest > 0 ? <f32>32767 / largest : 0), placeOf(q, row, size));
    x += size * 4;
  }
}
