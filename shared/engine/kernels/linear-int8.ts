// y = x Wᵀ + b on activations of one scale a row and int8 weights: with 14 bits MiniLM's linear maps, with 16 BERT-base's
// queries, keys and masked-LM head.
//
// Where a processor adds products of bytes up in one instruction, an activation of 14 bits is two planes of seven,
// x + 8192 = 128 high + low, and one of 16 bits two planes of eight (linear-sixteen.ts). 2 rows x 24 channels are worked on
// at a time, as in linear-int6-rows.ts: first all products with the high plane, then, seven or eight bits further up, all
// with the low one. Elsewhere an activation is an int16, and linear-words.ts has the faster way. Within a group of 64
// inputs both are exact, so both give the same bits: 32767 x 128 x 64 < 2^31.

import { addScaled } from './add-scaled';
import { expandScales } from './expand-scales';
import { finishRow } from './finish-row';
import { linearWords } from './linear-words';
import { planPrefetch, prefetch } from './prefetch';
import { addDots } from './products';
import { EXPANDED_TRIO, FOUR_INPUTS } from './trio';

/** Bytes of a group of two rows: eight inputs of both at a time, the high plane before the low one. */
const PLANE: usize = 128;

const ONES = memory.data<u8>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

/** From inputs 0 and 1 of eight channels, and inputs 2 and 3: four inputs of channels 0-3. */
function lowFour(p: v128, q: v128): v128 {
  return i8x16.shuffle(p, q, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
}

/** The same of channels 4-7. */
function highFour(p: v128, q: v128): v128 {
  return i8x16.shuffle(p, q, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
}

/**
 * One tile of 8 channels, into 32 of every 96 bytes, as `expandInt6` does; and for each group and channel `back` times the sum
 * of its weights, which takes back what every activation was raised by, into 32 of every 96 bytes.
 */
function expandInt8(packed: usize, expanded: usize, back: i32, raised: usize, groups: usize): void {
  const ones = v128.load(ONES);
  const factor = i32x4.splat(back);
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
      v128.store(expanded, c, 96);
      v128.store(expanded, d, 112);
      low = addDots(addDots(low, a, ones), c, ones);
      high = addDots(addDots(high, b, ones), d, ones);
      expanded += 2 * FOUR_INPUTS;
    }
    v128.store(raised, i32x4.mul(low, factor));
    v128.store(raised, i32x4.mul(high, factor), 16);
    raised += 96;
  }
}

/** sums[2][24] += one group's exact products, scaled. */
function addGroup(x: usize, w: usize, shift: i32, raised: usize, scales: usize, sums: usize): void {
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  let b4 = a0;
  let b5 = a0;
  const end = w + EXPANDED_TRIO;
  for (let isLow = false; ; isLow = true) {
    for (let at = w; at < end; at += FOUR_INPUTS) {
      const p = v128.load32_splat(x);
      const q = v128.load32_splat(x, 4);
      let u = v128.load(at);
      a0 = addDots(a0, u, p);
      b0 = addDots(b0, u, q);
      u = v128.load(at, 16);
      a1 = addDots(a1, u, p);
      b1 = addDots(b1, u, q);
      u = v128.load(at, 32);
      a2 = addDots(a2, u, p);
      b2 = addDots(b2, u, q);
      u = v128.load(at, 48);
      a3 = addDots(a3, u, p);
      b3 = addDots(b3, u, q);
      u = v128.load(at, 64);
      a4 = addDots(a4, u, p);
      b4 = addDots(b4, u, q);
      u = v128.load(at, 80);
      a5 = addDots(a5, u, p);
      b5 = addDots(b5, u, q);
      x += 8;
    }
    if (isLow) break;
    let back = v128.load(raised);
    a0 = i32x4.add(i32x4.shl(a0, shift), back);
    b0 = i32x4.add(i32x4.shl(b0, shift), back);
    back = v128.load(raised, 16);
    a1 = i32x4.add(i32x4.shl(a1, shift), back);
    b1 = i32x4.add(i32x4.shl(b1, shift), back);
    back = v128.load(raised, 32);
    a2 = i32x4.add(i32x4.shl(a2, shift), back);
    b2 = i32x4.add(i32x4.shl(b2, shift), back);
    back = v128.load(raised, 48);
    a3 = i32x4.add(i32x4.shl(a3, shift), back);
    b3 = i32x4.add(i32x4.shl(b3, shift), back);
    back = v128.load(raised, 64);
    a4 = i32x4.add(i32x4.shl(a4, shift), back);
    b4 = i32x4.add(i32x4.shl(b4, shift), back);
    back = v128.load(raised, 80);
    a5 = i32x4.add(i32x4.shl(a5, shift), back);
    b5 = i32x4.add(i32x4.shl(b5, shift), back);
  }
  let scale = v128.load(scales);
  addScaled(sums, a0, scale, 0);
  addScaled(sums, b0, scale, 96);
  scale = v128.load(scales, 16);
  addScaled(sums, a1, scale, 16);
  addScaled(sums, b1, scale, 112);
  scale = v128.load(scales, 32);
  addScaled(sums, a2, scale, 32);
  addScaled(sums, b2, scale, 128);
  scale = v128.load(scales, 48);
  addScaled(sums, a3, scale, 48);
  addScaled(sums, b3, scale, 144);
  scale = v128.load(scales, 64);
  addScaled(sums, a4, scale, 64);
  addScaled(sums, b4, scale, 160);
  scale = v128.load(scales, 80);
  addScaled(sums, a5, scale, 80);
  addScaled(sums, b5, scale, 176);
}

/** Two rows of three tiles. */
function twoRows(
  x: usize, rowScales: usize, w: usize, shift: i32, raised: usize, scales: usize, groups: usize, bias: usize, out: usize, outStride: usize, sums: usize,
): void {
  // memory.fill would be a call out of WebAssembly
  for (let at = sums; at < sums + 192; at += 16) v128.store(at, i32x4.splat(0));
  for (let group: usize = 0; group < groups; group++) {
    prefetch();
    addGroup(x, w, shift, raised, scales, sums);
    x += 2 * PLANE;
    w += EXPANDED_TRIO;
    raised += 96;
    scales += 96;
  }
  finishRow(sums, 96, load<f32>(rowScales), bias, out);
  finishRow(sums + 96, 96, load<f32>(rowScales, 4), bias, out + outStride);
}

/**
 * As `linearInt8`, of planes. Three tiles at a time; where their number is no multiple of three, some of the last ones are
 * worked out twice.
 *
 * @param shift bits of the low plane: x + raised = 2^shift high + low
 * @param back -raised
 */
export function linearPlanes(
  shift: i32, back: i32, x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const floatScales = scratch + groups * EXPANDED_TRIO;
  const raised = floatScales + groups * 96;
  const sums = raised + groups * 96;
  const ofTile = groups * 512;
  for (let trio: usize = 0; trio < tiles; trio += 3) {
    const tile = min(trio, tiles - 3);
    for (let one: usize = 0; one < 3; one++) {
      expandInt8(packed + (tile + one) * ofTile, scratch + one * 32, back, raised + one * 32, groups);
      expandScales(scales + (tile + one) * groups * 16, floatScales + one * 32, groups, 96);
    }
    planPrefetch(packed + (tile + 3) * ofTile, 3 * ofTile);
    for (let row: usize = 0; row < rows; row += 2) {
      const to = out + tile * 32 + row * outStride;
      twoRows(x + row * groups * 128, rowScales + row * 4, scratch, shift, raised, floatScales, groups, bias + tile * 32, to, outStride, sums);
    }
  }
}

/**
 * out[rows, tiles * 8] = (x * rowScale) · (w * scale)ᵀ + bias
 *
 * @param x as `quantizeFourteen` writes it
 * @param rowScales f32 [rows]
 * @param rows a multiple of 4
 * @param packed int8 [tiles, groups, 512]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param tiles at least 3
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for three expanded tiles, their scales, sums of weights and 192 bytes of sums: groups * 1728 + 192
 */
export function linearInt8(
  x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  if (isDefined(NATIVE_DOT)) {
    linearPlanes(7, -8192, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
  } else linearWords(8, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
}
