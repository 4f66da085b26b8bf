// y = x Wᵀ + b on 14-bit activations and int8 weights: MiniLM's linear maps, BERT-base's queries, keys and masked-LM head.
//
// Where a processor adds products of bytes up in one instruction, an activation is two planes of seven bits,
// x + 8192 = 128 high + low, and 2 rows x 16 channels are worked on at a time, as in linear-int6.ts: first all products
// with the high plane, then, seven bits further up, all with the low one. Elsewhere an activation is an int16, and
// linear-words.ts has the faster way. Within a group of 64 inputs both are exact, so both give the same bits:
// 8191 x 128 x 64 < 2^31.

import { addScaled } from './add-scaled';
import { EXPANDED_PAIR } from './expand-int6';
import { expandScales } from './expand-scales';
import { finishRow } from './finish-row';
import { linearWords } from './linear-words';
import { planPrefetch, prefetch } from './prefetch';

/** Bytes of a group of two rows: eight inputs of both at a time, the high plane before the low one. */
const PLANE: usize = 128;

const ONES = memory.data<u8>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

function dot(sum: v128, weights: v128, inputs: v128): v128 {
  if (!isDefined(NATIVE_DOT)) return sum;
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, inputs, sum);
}

/** From inputs 0 and 1 of eight channels, and inputs 2 and 3: four inputs of channels 0-3. */
function lowFour(p: v128, q: v128): v128 {
  return i8x16.shuffle(p, q, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
}

/** The same of channels 4-7. */
function highFour(p: v128, q: v128): v128 {
  return i8x16.shuffle(p, q, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
}

/**
 * One tile of 8 channels, into every second half of 64 bytes, as `expandInt6` does; and for each group and channel -8192
 * times the sum of its weights, which takes back what every activation was raised by, into every second half of 64 bytes.
 */
function expandInt8(packed: usize, expanded: usize, raised: usize, groups: usize): void {
  const ones = v128.load(ONES);
  for (let group: usize = 0; group < groups; group++) {
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    for (const end = packed + 512; packed < end; packed += 64) {
      const p = v128.load(packed);
      const q = v128.load(packed, 16);
      const r = v128.load(packed, 32);
      const s = v128.load(packed, 48);
      const a = lowFour(p, q);
      const b = highFour(p, q);
      const c = lowFour(r, s);
      const d = highFour(r, s);
      v128.store(expanded, a);
      v128.store(expanded, b, 16);
      v128.store(expanded, c, 64);
      v128.store(expanded, d, 80);
      low = dot(dot(low, a, ones), c, ones);
      high = dot(dot(high, b, ones), d, ones);
      expanded += 128;
    }
    v128.store(raised, i32x4.neg(i32x4.shl(low, 13)));
    v128.store(raised, i32x4.neg(i32x4.shl(high, 13)), 16);
    raised += 64;
  }
}

/** sums[2][16] += one group's exact products, scaled. */
function addGroup(x: usize, w: usize, raised: usize, scales: usize, sums: usize): void {
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const end = w + EXPANDED_PAIR;
  for (let isLow = false; ; isLow = true) {
    for (let at = w; at < end; at += 128) {
      const rows = v128.load(x);
      const p = i8x16.shuffle(rows, rows, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
      const q = i8x16.shuffle(rows, rows, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
      const r = i8x16.shuffle(rows, rows, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11);
      const s = i8x16.shuffle(rows, rows, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
      let u = v128.load(at);
      let v = v128.load(at, 64);
      a0 = dot(dot(a0, u, p), v, r);
      b0 = dot(dot(b0, u, q), v, s);
      u = v128.load(at, 16);
      v = v128.load(at, 80);
      a1 = dot(dot(a1, u, p), v, r);
      b1 = dot(dot(b1, u, q), v, s);
      u = v128.load(at, 32);
      v = v128.load(at, 96);
      a2 = dot(dot(a2, u, p), v, r);
      b2 = dot(dot(b2, u, q), v, s);
      u = v128.load(at, 48);
      v = v128.load(at, 112);
      a3 = dot(dot(a3, u, p), v, r);
      b3 = dot(dot(b3, u, q), v, s);
      x += 16;
    }
    if (isLow) break;
    let back = v128.load(raised);
    a0 = i32x4.add(i32x4.shl(a0, 7), back);
    b0 = i32x4.add(i32x4.shl(b0, 7), back);
    back = v128.load(raised, 16);
    a1 = i32x4.add(i32x4.shl(a1, 7), back);
    b1 = i32x4.add(i32x4.shl(b1, 7), back);
    back = v128.load(raised, 32);
    a2 = i32x4.add(i32x4.shl(a2, 7), back);
    b2 = i32x4.add(i32x4.shl(b2, 7), back);
    back = v128.load(raised, 48);
    a3 = i32x4.add(i32x4.shl(a3, 7), back);
    b3 = i32x4.add(i32x4.shl(b3, 7), back);
  }
  let scale = v128.load(scales);
  addScaled(sums, a0, scale, 0);
  addScaled(sums, b0, scale, 64);
  scale = v128.load(scales, 16);
  addScaled(sums, a1, scale, 16);
  addScaled(sums, b1, scale, 80);
  scale = v128.load(scales, 32);
  addScaled(sums, a2, scale, 32);
  addScaled(sums, b2, scale, 96);
  scale = v128.load(scales, 48);
  addScaled(sums, a3, scale, 48);
  addScaled(sums, b3, scale, 112);
}

/** Two rows of two tiles. */
function twoRows(
  x: usize, rowScales: usize, w: usize, raised: usize, scales: usize, groups: usize, bias: usize, out: usize, outStride: usize, sums: usize,
): void {
  // memory.fill would be a call out of WebAssembly
  for (let at = sums; at < sums + 128; at += 16) v128.store(at, i32x4.splat(0));
  for (let group: usize = 0; group < groups; group++) {
    prefetch();
    addGroup(x, w, raised, scales, sums);
    x += 2 * PLANE;
    w += EXPANDED_PAIR;
    raised += 64;
    scales += 64;
  }
  finishRow(sums, 64, load<f32>(rowScales), bias, out);
  finishRow(sums + 64, 64, load<f32>(rowScales, 4), bias, out + outStride);
}

/**
 * out[rows, tiles * 8] = (x * rowScale) · (w * scale)ᵀ + bias
 *
 * Two tiles at a time; where their number is odd, the last but one is worked out twice.
 *
 * @param x as `quantizeFourteen` writes it
 * @param rowScales f32 [rows]
 * @param rows a multiple of 4
 * @param packed int8 [tiles, groups, 512]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param tiles at least 2
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for two expanded tiles, their scales, sums of weights and 128 bytes of sums: groups * 1152 + 128
 */
export function linearInt8(
  x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  if (!isDefined(NATIVE_DOT)) {
    linearWords(8, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
    return;
  }
  const floatScales = scratch + groups * EXPANDED_PAIR;
  const raised = floatScales + groups * 64;
  const sums = raised + groups * 64;
  for (let pair: usize = 0; pair < tiles; pair += 2) {
    const tile = min(pair, tiles - 2);
    expandInt8(packed + tile * groups * 512, scratch, raised, groups);
    expandInt8(packed + (tile + 1) * groups * 512, scratch + 32, raised + 32, groups);
    expandScales(scales + tile * groups * 16, floatScales, groups, 64);
    expandScales(scales + (tile + 1) * groups * 16, floatScales + 32, groups, 64);
    planPrefetch(packed + (tile + 2) * groups * 512, 2 * groups * 512);
    for (let row: usize = 0; row < rows; row += 2) {
      const to = out + tile * 32 + row * outStride;
      twoRows(x + row * groups * 128, rowScales + row * 4, scratch, raised, floatScales, groups, bias + tile * 32, to, outStride, sums);
    }
  }
}
