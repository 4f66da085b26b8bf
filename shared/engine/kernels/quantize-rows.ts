// Activations -> whole numbers, one scale a row: 16 bits where passes are compared with each other, which must round
// finely, else 14. Either is two planes of bytes where a processor sums products of bytes (linear-int8.ts,
// linear-sixteen.ts). No fewer, because BERT's residual stream and its
// feed-forward inputs have outliers that share a row's scale with all other numbers.

import { largestMagnitude } from './largest-magnitude';
import { readsPlanes, readsUnsigned } from './linear-sixteen';
import { roundFour, scaled } from './round';

/** Eight numbers of a row, rounded to int16. */
function rounded(x: usize, inverse: v128): v128 {
  return i16x8.narrow_i32x4_s(roundFour(scaled(x, inverse)), roundFour(scaled(x + 16, inverse)));
}

/** One row into its place of a block of four. */
function quantizeRow(x: usize, size: usize, inverse: v128, q: usize): void {
  for (let end = x + size * 4; x < end; x += 32) {
    const pairs = rounded(x, inverse);
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

function quantize(limit: f32, x: usize, rows: usize, size: usize, q: usize, scales: usize): void {
  const whole = (rows + 3) & ~3;
  if (rows < whole) memory.fill(placeOf(q, rows & ~3, size), 0, size * 8);
  memory.fill(scales + rows * 4, 0, (whole - rows) * 4);
  for (let row: usize = 0; row < rows; row++) {
    const largest = largestMagnitude(x, size);
    store<f32>(scales + row * 4, largest / limit);
    quantizeRow(x, size, f32x4.splat(largest > 0 ? limit / largest : 0), placeOf(q, row, size));
    x += size * 4;
  }
}

/** Eight inputs of a row into their place of a block of two, those of the high plane a group's 128 bytes before the low. */
function storePlanes(q: usize, high: v128, low: v128, flip: v128): void {
  const planes = v128.xor(i8x16.narrow_i16x8_s(high, low), flip);
  v128.store_lane<u32>(q, planes, 0);
  v128.store_lane<u32>(q, planes, 1, 8);
  v128.store_lane<u32>(q, planes, 2, 128);
  v128.store_lane<u32>(q, planes, 3, 136);
}

/** One row into its place of a block of two: eight inputs a turn, the high seven bits of a group before the low ones. */
function writePlanes(x: usize, size: usize, inverse: v128, q: usize): void {
  const raise = i16x8.splat(8192);
  const low = i16x8.splat(127);
  const none = i8x16.splat(0);
  for (const end = x + size * 4; x < end; q += 128) {
    for (const group = x + 256; x < group; x += 32) {
      const raised = i16x8.add(rounded(x, inverse), raise);
      storePlanes(q, i16x8.shr_u(raised, 7), v128.and(raised, low), none);
      q += 16;
    }
  }
}

/**
 * scale = max |x| / 8191, q = round(x / scale), for `linearInt8`, size a multiple of 64: as `quantizeSixteen` writes words, or,
 * in kernels-dot.wasm, q + 8192 as planes of seven bits [ceil(rows / 2), size / 64, 2 planes, 8, 2, 2, 4]: eight inputs
 * at a time, the first four of either row, the next four of either row. A row without a partner has anything beside it.
 */
export function quantizeFourteen(x: usize, rows: usize, size: usize, q: usize, scales: usize): void {
  if (!isDefined(NATIVE_DOT)) {
    quantize(8191, x, rows, size, q, scales);
    return;
  }
  memory.fill(scales + rows * 4, 0, (((rows + 3) & ~3) - rows) * 4);
  for (let row: usize = 0; row < rows; row++) {
    const largest = largestMagnitude(x, size);
    store<f32>(scales + row * 4, largest / 8191);
    writePlanes(x, size, f32x4.splat(largest > 0 ? <f32>8191 / largest : 0), q + (row >> 1) * size * 4 + (row & 1) * 4);
    x += size * 4;
  }
}

/** The four numbers' sum. */
function across(sum: v128): i32 {
  return i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
}

/**
 * The same with eight bits in either plane, x = 256 high + low + 128, and -32 times the sum of each group.
 * @param flip is added to every byte: 0, or 128, which makes 0..255 of -128..127
 */
function writeBytes(x: usize, size: usize, inverse: v128, flip: v128, q: usize, sums: usize): void {
  const low = i16x8.splat(255);
  const middle = i16x8.splat(128);
  for (const end = x + size * 4; x < end; q += 128) {
    let sum = i32x4.splat(0);
    for (const group = x + 256; x < group; x += 32) {
      const numbers = rounded(x, inverse);
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_s(numbers));
      storePlanes(q, i16x8.shr_s(numbers, 8), i16x8.sub(v128.and(numbers, low), middle), flip);
      q += 16;
    }
    store<i32>(sums, -32 * across(sum));
    sums += 4;
  }
}

/**
 * scale = max |x| / 32767, q = round(x / scale), for `linearSixteen` with weights of so many bits, size a multiple of 64.
 *
 * Words are int16 [ceil(rows / 4), size / 2, 4, 2]: four rows form a block in which their pairs of inputs stand side by side;
 * rows up to the next multiple of 4 are zeroed. Planes of bytes have the places that `quantizeFourteen` gives them, and beside
 * them stands -32 times the sum of each group: int32 [rows, size / 64].
 */
export function quantizeSixteen(bits: i32, x: usize, rows: usize, size: usize, q: usize, sums: usize, scales: usize): void {
  if (!readsPlanes(bits)) {
    quantize(32767, x, rows, size, q, scales);
    return;
  }
  const flip = i8x16.splat(readsUnsigned(bits) ? -128 : 0);
  memory.fill(scales + rows * 4, 0, (((rows + 3) & ~3) - rows) * 4);
  for (let row: usize = 0; row < rows; row++) {
    const largest = largestMagnitude(x, size);
    store<f32>(scales + row * 4, largest / 32767);
    const place = q + (row >> 1) * size * 4 + (row & 1) * 4;
    writeBytes(x, size, f32x4.splat(largest > 0 ? <f32>32767 / largest : 0), flip, place, sums + row * (size >> 4));
    x += size * 4;
  }
}
