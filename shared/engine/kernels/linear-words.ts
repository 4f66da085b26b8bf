// y = x Wᵀ + b on int16 activations, one scale a row, and int8 or int6 weights, where a processor does not add products of
// bytes up in one instruction: see linear-sixteen.ts, and linear-int8.ts for 14 bits.
//
// 4 rows x 8 channels at a time. Within a group of 64 inputs everything is exact in int32:
// 32767 x 128 x 64 < 2^31. After a group the eight int32 vectors become float32, are scaled per channel and added to
// float32 sums, which wait in memory so that the inner loop keeps its sixteen registers.
//
// Four rows' activations stand side by side: one load and four register shuffles instead of four loads. Equally fast
// where memory accesses are unchecked (Node, browsers), a third faster where each is checked (workerd).

import { expandScales } from './expand-scales';
import { EXPANDED_GROUP, expandWords, packedGroup } from './expand-words';
import { planPrefetch, prefetch } from './prefetch';

const ROWS: usize = 4;
const CHANNELS: usize = 8;

/**
 * sums[4][8] += one group's exact products, scaled. `x` is the group of the four rows, `w` its expanded weights.
 * Each row's pair of inputs is spread over all four places, beside every channel's pair of weights.
 */
function addGroup(x: usize, w: usize, scales: usize, sums: usize): void {
  let a0 = i32x4.splat(0);
  let a1 = i32x4.splat(0);
  let b0 = i32x4.splat(0);
  let b1 = i32x4.splat(0);
  let c0 = i32x4.splat(0);
  let c1 = i32x4.splat(0);
  let d0 = i32x4.splat(0);
  let d1 = i32x4.splat(0);
  const end = w + EXPANDED_GROUP;
  while (w < end) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const rows = v128.load(x);
    const a = i8x16.shuffle(rows, rows, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(a, w0));
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(a, w1));
    const b = i8x16.shuffle(rows, rows, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(b, w0));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(b, w1));
    const c = i8x16.shuffle(rows, rows, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11);
    c0 = i32x4.add(c0, i32x4.dot_i16x8_s(c, w0));
    c1 = i32x4.add(c1, i32x4.dot_i16x8_s(c, w1));
    const d = i8x16.shuffle(rows, rows, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
    d0 = i32x4.add(d0, i32x4.dot_i16x8_s(d, w0));
    d1 = i32x4.add(d1, i32x4.dot_i16x8_s(d, w1));
    x += 16;
    w += 32;
  }
  const s0 = v128.load(scales);
  const s1 = v128.load(scales, 16);
  addScaled(sums, a0, a1, s0, s1);
  addScaled(sums + 32, b0, b1, s0, s1);
  addScaled(sums + 64, c0, c1, s0, s1);
  addScaled(sums + 96, d0, d1, s0, s1);
}

function addScaled(sums: usize, exact0: v128, exact1: v128, s0: v128, s1: v128): void {
  v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(f32x4.convert_i32x4_s(exact0), s0)));
  v128.store(sums, f32x4.add(v128.load(sums, 16), f32x4.mul(f32x4.convert_i32x4_s(exact1), s1)), 16);
}

/** out[row][0..7] = sums x row scale + bias. */
function finishRow(sums: usize, rowScale: f32, bias: usize, out: usize): void {
  const scale = f32x4.splat(rowScale);
  v128.store(out, f32x4.add(f32x4.mul(v128.load(sums), scale), v128.load(bias)));
  v128.store(out, f32x4.add(f32x4.mul(v128.load(sums, 16), scale), v128.load(bias, 16)), 16);
}

/** Four rows of one tile. */
function fourRows(x: usize, rowScales: usize, w: usize, scales: usize, groups: usize, bias: usize, out: usize, outStride: usize, sums: usize): void {
  // memory.fill would be a call out of WebAssembly
  for (let at = sums; at < sums + ROWS * CHANNELS * 4; at += 16) v128.store(at, i32x4.splat(0));
  for (let group: usize = 0; group < groups; group++) {
    prefetch();
    addGroup(x, w, scales, sums);
    x += 512;
    w += EXPANDED_GROUP;
    scales += 32;
  }
  for (let row: usize = 0; row < ROWS; row++) {
    finishRow(sums + row * 32, load<f32>(rowScales + row * 4), bias, out + row * outStride);
  }
}

/**
 * out[rows, tiles * 8] = (x * rowScale) · (w * scale)ᵀ + bias
 *
 * @param bits of a weight: 8 or 6
 * @param x int16 [rows / 4, groups * 32, 4, 2]: four rows' pairs side by side, as `quantizeSixteen` writes them
 * @param rowScales f32 [rows]
 * @param rows a multiple of 4
 * @param packed int8 [tiles, groups, 512] or int6 [tiles, groups, 384]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for one expanded tile, its scales and 128 bytes of sums: groups * 1056 + 128
 */
export function linearWords(
  bits: i32, x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const packedTile: usize = groups * packedGroup(bits);
  const xStride: usize = groups * 128; // of one row; blocks of four rows are dense
  const floatScales = scratch + groups * EXPANDED_GROUP;
  const sums = floatScales + groups * 32;
  for (let tile: usize = 0; tile < tiles; tile++) {
    expandWords(bits, packed, scratch, groups);
    expandScales(scales, floatScales, groups, 32);
    planPrefetch(packed + packedTile, packedTile);
    for (let row: usize = 0; row < rows; row += ROWS) {
      fourRows(x + row * xStride, rowScales + row * 4, scratch, floatScales, groups, bias, out + row * outStride, outStride, sums);
    }
    packed += packedTile;
    scales += groups * 16;
    bias += CHANNELS * 4;
    out += CHANNELS * 4;
  }
}
