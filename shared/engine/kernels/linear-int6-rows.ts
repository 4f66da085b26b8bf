// y = x Wᵀ + b on int16 activations and int6 weights, where a processor adds products of bytes up in one instruction: what
// linear-sixteen.ts has done by it there.
//
// An activation is two planes of bytes, x = 256 high + low + 128, both with a sign, and 2 rows x 24 channels are worked on
// at a time: a sum is ready for its next products after five cycles, in which ten others can begin, and eight would wait
// for each other. First come all products with the high plane, then, eight bits further up, all with the low one. Weights
// are u = w + 32, so that
//
//   sum x w = 256 sum high u + sum low u + 128 sum u - 32 sum x
//
// of which the last two are known beforehand. Within a group of 64 inputs all is exact: 32767 x 63 x 64 < 2^31.

import { addScaled } from './add-scaled';
import { expandInt6 } from './expand-int6';
import { expandScales } from './expand-scales';
import { finishRow } from './finish-row';
import { planPrefetch, prefetch } from './prefetch';
import { addDots } from './products';
import { EXPANDED_TRIO, FOUR_INPUTS } from './trio';

/** Bytes of a group of two rows: eight inputs of both at a time, the high plane before the low one. */
const PLANES: usize = 256;

const ONES = memory.data<u8>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

/** 128 times the sum of each channel's weights, for every group of three tiles: what the low plane was lowered by. */
function sumWeights(expanded: usize, lowered: usize, groups: usize): void {
  const ones = v128.load(ONES);
  for (const last = lowered + groups * 96; lowered < last; lowered += 96) {
    let c0 = i32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    let c5 = c0;
    for (const end = expanded + EXPANDED_TRIO; expanded < end; expanded += FOUR_INPUTS) {
      c0 = addDots(c0, ones, v128.load(expanded));
      c1 = addDots(c1, ones, v128.load(expanded, 16));
      c2 = addDots(c2, ones, v128.load(expanded, 32));
      c3 = addDots(c3, ones, v128.load(expanded, 48));
      c4 = addDots(c4, ones, v128.load(expanded, 64));
      c5 = addDots(c5, ones, v128.load(expanded, 80));
    }
    v128.store(lowered, i32x4.shl(c0, 7));
    v128.store(lowered, i32x4.shl(c1, 7), 16);
    v128.store(lowered, i32x4.shl(c2, 7), 32);
    v128.store(lowered, i32x4.shl(c3, 7), 48);
    v128.store(lowered, i32x4.shl(c4, 7), 64);
    v128.store(lowered, i32x4.shl(c5, 7), 80);
  }
}

/** sums[2][24] += one group's exact products, scaled; `known` are -32 times the sums of the two rows' inputs. */
function addGroup(x: usize, known0: usize, known1: usize, w: usize, lowered: usize, scales: usize, sums: usize): void {
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
      a0 = addDots(a0, p, u);
      b0 = addDots(b0, q, u);
      u = v128.load(at, 16);
      a1 = addDots(a1, p, u);
      b1 = addDots(b1, q, u);
      u = v128.load(at, 32);
      a2 = addDots(a2, p, u);
      b2 = addDots(b2, q, u);
      u = v128.load(at, 48);
      a3 = addDots(a3, p, u);
      b3 = addDots(b3, q, u);
      u = v128.load(at, 64);
      a4 = addDots(a4, p, u);
      b4 = addDots(b4, q, u);
      u = v128.load(at, 80);
      a5 = addDots(a5, p, u);
      b5 = addDots(b5, q, u);
      x += 8;
    }
    if (isLow) break;
    const first = v128.load32_splat(known0);
    const second = v128.load32_splat(known1);
    let back = v128.load(lowered);
    a0 = i32x4.add(i32x4.shl(a0, 8), i32x4.add(back, first));
    b0 = i32x4.add(i32x4.shl(b0, 8), i32x4.add(back, second));
    back = v128.load(lowered, 16);
    a1 = i32x4.add(i32x4.shl(a1, 8), i32x4.add(back, first));
    b1 = i32x4.add(i32x4.shl(b1, 8), i32x4.add(back, second));
    back = v128.load(lowered, 32);
    a2 = i32x4.add(i32x4.shl(a2, 8), i32x4.add(back, first));
    b2 = i32x4.add(i32x4.shl(b2, 8), i32x4.add(back, second));
    back = v128.load(lowered, 48);
    a3 = i32x4.add(i32x4.shl(a3, 8), i32x4.add(back, first));
    b3 = i32x4.add(i32x4.shl(b3, 8), i32x4.add(back, second));
    back = v128.load(lowered, 64);
    a4 = i32x4.add(i32x4.shl(a4, 8), i32x4.add(back, first));
    b4 = i32x4.add(i32x4.shl(b4, 8), i32x4.add(back, second));
    back = v128.load(lowered, 80);
    a5 = i32x4.add(i32x4.shl(a5, 8), i32x4.add(back, first));
    b5 = i32x4.add(i32x4.shl(b5, 8), i32x4.add(back, second));
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
  x: usize, known: usize, rowScales: usize, w: usize, lowered: usize, scales: usize, groups: usize, bias: usize, out: usize, outStride: usize, sums: usize,
): void {
  // memory.fill would be a call out of WebAssembly
  for (let at = sums; at < sums + 192; at += 16) v128.store(at, i32x4.splat(0));
  const ofRow = groups * 4;
  for (const end = known + ofRow; known < end; known += 4) {
    prefetch();
    addGroup(x, known, known + ofRow, w, lowered, scales, sums);
    x += PLANES;
    w += EXPANDED_TRIO;
    lowered += 96;
    scales += 96;
  }
  finishRow(sums, 96, load<f32>(rowScales), bias, out);
  finishRow(sums + 96, 96, load<f32>(rowScales, 4), bias, out + outStride);
}

/**
 * As `linearSixteen`, of int6 weights. Three tiles at a time; where their number is no multiple of three, some of the last ones are worked out twice.
 *
 */
export function linearInt6Rows(
  x: usize, rowSums: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const floatScales = scratch + groups * EXPANDED_TRIO;
  const lowered = floatScales + groups * 96;
  const sums = lowered + groups * 96;
  const ofTile = groups * 384;
  for (let trio: usize = 0; trio < tiles; trio += 3) {
    const tile = min(trio, tiles - 3);
    for (let one: usize = 0; one < 3; one++) {
      expandInt6(packed + (tile + one) * ofTile, scratch + one * 32, FOUR_INPUTS, groups);
      expandScales(scales + (tile + one) * groups * 16, floatScales + one * 32, groups, 96);
    }
    sumWeights(scratch, lowered, groups);
    planPrefetch(packed + (tile + 3) * ofTile, 3 * ofTile);
    for (let row: usize = 0; row < rows; row += 2) {
      const to = out + tile * 32 + row * outStride;
      twoRows(x + row * groups * 128, rowSums + row * groups * 4, rowScales + row * 4, scratch, lowered, floatScales, groups, bias + tile * 32, to, outStride, sums);
    }
  }
}
